"""Every address of the product."""

from django.urls import include, path

from langso.web.views import communes, home, operations, provinces, supposing

handler400 = handler404 = "langso.web.views.errors.not_found"
handler403 = "langso.web.views.errors.denied"
handler500 = "langso.web.views.errors.failed"

urlpatterns = [
    path("", provinces.province, name="province"),
    path("home/", home.home, name="home"),
    path("communes/<str:code>/", communes.commune, name="commune"),
    path("communes/<str:code>/mend/<str:node>/", communes.mend_condition, name="mend"),
    path("communes/<str:code>/what-if/", supposing.what_if, name="what_if"),
    path("language/", operations.choose_language, name="language"),
    path("health/", operations.health, name="health"),
    path("metrics/", operations.metrics, name="metrics"),
    path("account/", include("allauth.urls")),
]
