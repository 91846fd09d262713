"""Every address of the product."""

from django.urls import include, path

from langso.web.views import (
    account,
    communes,
    evidence,
    evidence_files,
    home,
    journal,
    matrices,
    operations,
    people,
    people_import,
    provinces,
    rankings,
    supposing,
)

handler400 = handler404 = "langso.web.views.errors.not_found"
handler403 = "langso.web.views.errors.denied"
handler500 = "langso.web.views.errors.failed"

urlpatterns = [
    path("", provinces.province, name="province"),
    path("home/", home.home, name="home"),
    path("communes/<str:code>/", communes.commune, name="commune"),
    path("communes/<str:code>/mend/<str:node>/", communes.mend_condition, name="mend"),
    path("communes/<str:code>/what-if/", supposing.what_if, name="what_if"),
    path("communes/<str:code>/evidence/", evidence.library, name="evidence_library"),
    path("communes/<str:code>/evidence/<str:node>/", evidence.evidence_of, name="evidence_of"),
    path("communes/<str:code>/journal/", journal.journal, name="journal"),
    path("communes/<str:code>/history/<str:node>/", journal.verdict_history, name="verdict_history"),
    path("evidence/duplicates/", evidence.duplicates_page, name="evidence_duplicates"),
    path("evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<int:pk>/file/<int:number>/", evidence_files.evidence_file, name="evidence_file"),
    path("evidence/<int:pk>/thumbnail/<int:number>/", evidence_files.evidence_thumbnail, name="evidence_thumbnail"),
    path("evidence/<int:pk>/<str:what>/", evidence.evidence_change, name="evidence_change"),
    path("matrix/", matrices.matrix_page, name="matrix"),
    path("matrix/matrix.xlsx", matrices.matrix_xlsx, name="matrix_xlsx"),
    path("matrix/matrix.svg", matrices.matrix_svg, name="matrix_svg"),
    path("matrix/matrix.png", matrices.matrix_png, name="matrix_png"),
    path("matrix/<str:code>/<str:node>", matrices.matrix_cell, name="matrix_cell"),
    path("ranking/", rankings.ranking, name="ranking"),
    path("ranking/ranking.xlsx", rankings.ranking_xlsx, name="ranking_xlsx"),
    path("language/", operations.choose_language, name="language"),
    path("health/", operations.health, name="health"),
    path("metrics/", operations.metrics, name="metrics"),
    path("people/", people.people_list, name="people"),
    path("people/invite/", people.invite, name="people_invite"),
    path("people/import/", people_import.people_import, name="people_import"),
    path("people/import/confirm/", people_import.people_import_confirm, name="people_import_confirm"),
    path("people/import/form.xlsx", people_import.people_form, name="people_form"),
    path("people/<int:pk>/", people.person, name="person"),
    path("invitation/<str:token>/", account.invitation, name="invitation"),
    path("account/", account.own, name="account"),
    path("account/oidc/<str:provider_id>/login/", account.single_sign_on),
    # What allauth has and we do not offer.
    path("account/signup/", account.not_offered),
    path("account/email/", account.not_offered),
    path("account/confirm-email/", account.not_offered),
    path("account/confirm-email/<str:key>/", account.not_offered),
    path("account/login/code/confirm/", account.not_offered),
    path("account/3rdparty/", account.not_offered),
    path("account/3rdparty/signup/", account.not_offered),
    path("account/social/signup/", account.not_offered),
    path("account/social/connections/", account.not_offered),
    path("account/", include("allauth.urls")),
]
