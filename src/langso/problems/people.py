"""What can be wrong with people, their roles and their invitations."""

from langso.language import mark as _
from langso.problems.kinds import Kind

PERSON_NAME = Kind(
    "person.name",
    _("The name is missing"),
    _("the full name, such as Nguyễn Thị Hạnh"),
    _("Write the name."),
)
PERSON_NAME_UNFIT = Kind(
    "person.name_unfit",
    _("The name is longer than {most} letters, or has signs in it that cannot be seen"),
    _("the full name as people write it, at most {most} letters"),
    _("Correct the name."),
)
PERSON_EMAIL = Kind(
    "person.email",
    _("“{value}” is not an e-mail address"),
    _("an address such as hanh@anbinh.gov.vn"),
    _("Correct the address; the person signs in with it."),
)
PERSON_EMAIL_TAKEN = Kind(
    "person.email_taken",
    _("{value} belongs to a person who is already here"),
    _("an address of this person alone"),
    _("Open that person and give the role there."),
)
PERSON_TWICE = Kind(
    "person.twice",
    _("{value} has another name in row {first}"),
    _("one name for one address"),
    _("Correct the name or the address in one of the rows."),
)
PERSON_OWN = Kind(
    "person.own_account",
    _("You cannot take away your own right to manage people"),
    _("another operator's hand"),
    _("Ask another operator to do it."),
)
PERSON_OFF = Kind(
    "person.switched_off",
    _("The account of {name} has been switched off"),
    _("an account that is on"),
    _("Switch it on again first."),
)
PERSON_JOINED = Kind(
    "person.joined",
    _("{name} has already taken up the invitation"),
    _("a person who has not signed in yet"),
    _("Whoever has forgotten the password asks for a new one on the sign-in page."),
)
INVITATION_OVER = Kind(
    "person.invitation_over",
    _("This invitation no longer holds"),
    _("the link of the latest invitation, used once within {days} days"),
    _("If you have set your password already, sign in. Otherwise ask the operator to invite you again."),
)
PASSWORD_REFUSED = Kind("person.password", _("{reason}"), _("a password that is hard to guess"), _("Choose another."))
ROLE_MISSING = Kind(
    "role.missing",
    _("A role and its organisation are missing"),
    _("one role in one organisation"),
    _("Choose both; they decide what the person may do, and where."),
)
ROLE_UNKNOWN = Kind("role.unknown", _("“{value}” is not a role"), _("one of: {names}"), _("Choose one of them."))
ROLE_ELSEWHERE = Kind(
    "role.elsewhere",
    _("The role “{role}” is not held in {organisation}"),
    _("an organisation of the kind: {kinds}"),
    _("Choose another role or organisation; together they decide the territory."),
)
ROLE_HELD = Kind(
    "role.held",
    _("{name} already has the role “{role}” in {organisation} at that time"),
    _("each role once at a time"),
    _("Change the days, or leave it as it is."),
)
ROLE_DAYS = Kind(
    "role.days",
    _("The last day, {value}, lies before the first, {first}"),
    _("a last day from {first} on"),
    _("Correct one of the two days."),
)
ORGANISATION_UNKNOWN = Kind(
    "organisation.unknown",
    _("No organisation is called “{value}”"),
    _("the name of an organisation as the list has it"),
    _("Correct the name, or add the organisation in the same file."),
)
ORGANISATION_AMBIGUOUS = Kind(
    "organisation.ambiguous",
    _("{n} organisations are called “{value}”"),
    _("a name that only one organisation has, or the code of its unit: {codes}"),
    _("Give the code of its unit in the column “{column}”."),
)
ORGANISATION_NAME = Kind("organisation.name", _("The organisation has no name"), _("its official name"), _("Write it."))
ORGANISATION_KIND = Kind(
    "organisation.kind",
    _("“{value}” is not a kind of organisation"),
    _("one of: {names}"),
    _("Choose one of them."),
)
UNIT_CODE = Kind(
    "organisation.unit",
    _("There is no unit with the code “{value}”"),
    _("the code of a commune (5 digits), district (3) or province (2) of today"),
    _("Look the code up on the page of the unit."),
)
PEOPLE_FILE = Kind(
    "people.file",
    _("“{value}” is not a file of people or organisations"),
    _("an .xlsx workbook or a .csv file"),
    _("Download the empty form, fill it in and send it."),
)
PEOPLE_FILE_EMPTY = Kind(
    "people.file_empty",
    _("The file holds no row"),
    _("a row a person or organisation below the header"),
    _("Fill in the form and send it again."),
)
PREVIEW_OVER = Kind(
    "people.preview_over",
    _("This preview is too old"),
    _("a confirmation within an hour of the preview"),
    _("Send the file again and look at the preview once more."),
)
