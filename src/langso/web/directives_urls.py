"""The addresses of directives: documents, guidance, difficulties, recommendations, plans, tasks, syntheses."""

from django.urls import path

from langso.web.views import difficulties, directives, guidance, plans, recommendations, synthesis, tasks

urlpatterns = [
    path("", directives.directives, name="directives"),
    path("documents/new/", directives.document_new, name="document_new"),
    path("documents/law/<slug:slug>/", directives.cited_document, name="cited_document"),
    path("documents/<int:pk>/", directives.document, name="document"),
    path("documents/<int:pk>/correct/", directives.document_correct, name="document_correct"),
    path("documents/<int:pk>/file/<int:number>/", directives.document_file, name="document_file"),
    path("documents/<int:pk>/<str:what>/", directives.document_change, name="document_change"),
    path("guidance/", guidance.guidance, name="guidance"),
    path("guidance/send/<str:key>/", guidance.document_send, name="document_send"),
    path("guidance/<int:pk>/", guidance.dispatch, name="dispatch"),
    path("guidance/received/<int:pk>/", guidance.receive, name="receive"),
    path("difficulties/", difficulties.difficulties, name="difficulties"),
    path("difficulties/new/", difficulties.difficulty_new, name="difficulty_new"),
    path("difficulties/<int:pk>/", difficulties.difficulty, name="difficulty"),
    path("difficulties/<int:pk>/correct/", difficulties.difficulty_correct, name="difficulty_correct"),
    path("difficulties/<int:pk>/<str:what>/", difficulties.difficulty_change, name="difficulty_change"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/new/", recommendations.recommendation_new, name="recommendation_new"),
    path("recommendations/<int:pk>/", recommendations.recommendation, name="recommendation"),
    path("recommendations/<int:pk>/<str:what>/", recommendations.recommendation_change, name="recommendation_change"),
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.plan_new, name="plan_new"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/correct/", plans.plan_correct, name="plan_correct"),
    path("plans/<int:pk>/<str:what>/", plans.plan_change, name="plan_change"),
    path("targets/", plans.targets, name="targets"),
    path("targets/<int:pk>/remove/", plans.target_remove, name="target_remove"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/short/<str:code>/", tasks.tasks_of_short, name="tasks_of_short"),
    path("synthesis/", synthesis.synthesis_page, name="synthesis"),
    path("synthesis/<str:which>.docx", synthesis.synthesis_document, name="synthesis_document"),
]
