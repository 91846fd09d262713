"""Settings come from the environment; what cannot be read is named, what is misspelt is warned about."""

import pytest

from langso.language import Language, speaking
from langso.problems import BadInputError
from langso.settings.table import SETTINGS, read_settings, told_settings, unknown_variables
from serving import environment, langso, python


@pytest.fixture(autouse=True)
def _in_english():
    with speaking(Language.EN):
        yield


def refused(given):
    with pytest.raises(BadInputError) as error:
        read_settings(given)
    return [(problem.where.file, problem.what, problem.expected) for problem in error.value.problems]


def test_every_default_can_be_read():
    assert set(read_settings({})) == {setting.name for setting in SETTINGS}


def test_everything_that_cannot_be_read_is_named_at_once():
    wrong = {"LANGSO_HTTPS": "maybe", "LANGSO_UPLOAD_MB": "-1", "LANGSO_LOG": "xml", "LANGSO_DAY": "31/12"}
    assert [variable for variable, *_ in refused(wrong)] == [s.variable for s in SETTINGS if s.variable in wrong]
    assert ("LANGSO_LOG", "The setting cannot be “xml”", "text or json") in refused(wrong)


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host", "langso.sqlite3"])
def test_a_database_of_another_kind_is_refused_without_showing_it(url):
    told = ("LANGSO_DATABASE", "The setting cannot be “…”", "postgresql://user:password@host/name")
    assert refused({"LANGSO_DATABASE": url}) == [told]


def test_a_secret_can_stand_in_a_file(tmp_path):
    file = tmp_path / "key"
    file.write_text("from the file\n", encoding="utf-8")
    assert read_settings({"LANGSO_SECRET_KEY_FILE": str(file)})["SECRET_KEY"] == "from the file"
    ((variable, what, _),) = refused({"LANGSO_SECRET_KEY_FILE": str(tmp_path / "none")})
    assert variable == "LANGSO_SECRET_KEY_FILE"
    assert "No such file" in what


def test_a_misspelt_variable_is_warned_about_with_the_nearest():
    given = {"LANGSO_DATABSE": "x", "LANGSO_LANG": "vi", "LANGSO_TEST_POSTGRESQL": "x", "LANGSO_ZZZ": "", "PATH": "x"}
    told = [warning.what for warning in unknown_variables(given)]
    assert told == [
        "There is no setting LANGSO_DATABSE. Did you mean LANGSO_DATABASE?",
        "There is no setting LANGSO_ZZZ.",
    ]


def test_no_secret_is_shown(tmp_path):
    (tmp_path / "token").write_text("in a file", encoding="utf-8")
    given = {s.variable: f"word for {s.name}" for s in SETTINGS if s.secret}
    given["LANGSO_METRICS_TOKEN_FILE"] = str(tmp_path / "token")
    shown = {setting.name: (value, source) for setting, value, source in told_settings(given)}
    assert "word for" not in str(shown)
    assert "in a file" not in str(shown)
    assert shown["SECRET_KEY"] == ("•••", "LANGSO_SECRET_KEY")
    assert shown["METRICS_TOKEN"] == ("•••", str(tmp_path / "token"))
    assert shown["UPLOAD_MB"] == ("25", "")


def test_the_command_shows_all_of_them_and_what_is_none(tmp_path):
    done = langso("settings", given=environment(tmp_path, UPLOAD_MB="7", SECRET_KEY="a-secret", HOST="x"))
    assert done.returncode == 0
    for setting in SETTINGS:
        assert setting.variable in done.stdout
    assert "a-secret" not in done.stdout
    assert "There is no setting LANGSO_HOST. Did you mean LANGSO_HOSTS?" in done.stderr


def test_behind_https_nothing_is_left_to_complain_of(tmp_path):
    given = environment(tmp_path, HTTPS="yes", HOSTS="langso.example", PROXY="yes")
    check = "from django.core.management import call_command\ncall_command('check', deploy=True, fail_level='WARNING')"
    assert "no issues" in python(check, given)


LOGGED = """
import structlog, logging
structlog.get_logger("langso.web").info("request", path="/invitation/secret-token/", status=200)
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("django.request").exception("Internal Server Error: %s", "/x/")
"""


def test_the_log_is_one_json_object_a_line_where_asked(tmp_path):
    import json
    import subprocess
    import sys

    given = {**environment(tmp_path, LOG="json"), "DJANGO_SETTINGS_MODULE": "langso.settings.django"}
    code = f"import django\ndjango.setup()\n{LOGGED}"
    done = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True)
    request, fault = map(json.loads, done.stderr.splitlines())
    assert request["event"] == "request"
    assert request["path"] == "/invitation/…/"
    assert request["timestamp"].endswith("Z")
    assert fault["level"] == "error"
    assert "ZeroDivisionError" in fault["exception"]
