"""The profile of an office, declared once: sections, fields, repeatable groups.

The form, the public page, the moderator's comparison, the exports and the catalogue read this declaration. Labels are
message ids. Content is ``{section: {field: value, group: [{"id": …, field: value}]}}``; ``SCHEMA`` is the number of the
declaration that it was written under. Pure: no Flask, no database.
"""

from __future__ import annotations

from decimal import Decimal

from ledportal.offices import choices, rules
from ledportal.offices.declaration import Field, Group, Personal, Section
from ledportal.offices.kinds import Choice, Choices, Files, Flag, LongText, Text
from ledportal.offices.notations import Day, Email, Integer, Link, Number, Phone, Postcode, RegistrationNumber, TaxNumber, Year
from ledportal.text import N_

SCHEMA = 1

NAME = Text(200, shortest=3)
TITLE = Text(200)
AREA = Number(highest=Decimal(100_000))
DISTANCE = Number(highest=Decimal(2_000))

OFFICE = Section(
    "office", "kancelarija", N_("Office"), N_("Name, form, staff and working languages"),
    (
        Field("name", N_("Full name"), NAME, required=True, hint=N_("As in the municipality's act on internal organisation")),
        Field("name_en", N_("Name in English"), TITLE, language="en"),
        Field("form", N_("Form of organisation"), Choice(choices.FORMS), required=True),
        Field("form_other", N_("Which other form"), TITLE, required_if=lambda values: values.get("form") == "other",
              hint=N_("Only if you chose “Other”")),
        Field("parent_unit", N_("Parent unit"), TITLE, hint=N_("The department that the office belongs to, if any")),
        Field("founded", N_("Founded in"), Year(lowest=1990), past=True, required=True, hint=N_("Year, for example 2008")),
        Field("staff", N_("Number of staff"), Integer(highest=200), required=True),
        Field("staff_led", N_("Of these, working on LED"), Integer(highest=200)),
        Group(
            "languages", N_("Working languages"), N_("Language"), N_("Add a language"),
            (
                Field("language", N_("Language"), Choice(choices.LANGUAGES), required=True),
                Field("level", N_("Level"), Choice(choices.LEVELS), required=True),
            ),
            title_fields=("language",), least=1,
        ),
        Field("tax_number", N_("Tax number (PIB)"), TaxNumber(), hint=N_("Of the municipality or agency that the office belongs to")),
        Field("registration_number", N_("Registration number"), RegistrationNumber(),
              hint=N_("Of the municipality or agency that the office belongs to, eight digits")),
        Field("logo", N_("Logo"), Files("logo"), hint=N_("PNG, JPEG or WebP, up to 10 MB")),
        Field("about", N_("About the office"), LongText(), required=True),
        Field("about_en", N_("About the office in English"), LongText(), language="en"),
    ),
    rules=(rules.at_most("staff_led", "staff", N_("The staff working on LED cannot be more than all staff")),),
)  # fmt: skip

CONTACT = Section(
    "contact", "kontakt", N_("Contact"), N_("Head, people, email, telephone and address"),
    (
        Field("head", N_("Head of the office"), TITLE, required=True, hint=N_("Name and surname"), personal=Personal.HEAD),
        Field("position", N_("Position"), TITLE, required=True),
        Field("contact_person", N_("Contact person"), TITLE, hint=N_("If it is not the head"), personal=Personal.NAME),
        Group(
            "team", N_("Team"), N_("Colleague"), N_("Add a colleague"),
            (
                Field("name", N_("Name and surname"), TITLE, required=True, personal=Personal.NAME),
                Field("task", N_("Task"), Text()),
                Field("phone", N_("Telephone"), Phone(), personal=Personal.WAY),
                Field("email", N_("Email"), Email(), personal=Personal.WAY),
                Field("public", N_("Publish this colleague's details"), Flag(), internal=True),
            ),
            title_fields=("name",), most=20, public_if="public",
            hint=N_("Only colleagues whose details you choose to publish are shown publicly. Tell them that you entered their details."),
        ),
        Field("email", N_("Official email"), Email(), required=True, autocomplete="email", personal=Personal.WAY),
        Field("reminder_email", N_("Email for reminders"), Email(), required=True, internal=True,
              hint=N_("We write here when something should be confirmed")),
        Field("phone", N_("Telephone"), Phone(), required=True, autocomplete="tel", hint=N_("For example 034 306 100"),
              personal=Personal.WAY),
        Field("mobile", N_("Mobile telephone"), Phone(), public_if="mobile_public", personal=Personal.WAY),
        Field("mobile_public", N_("Publish the mobile number"), Flag(), internal=True),
        Field("street", N_("Street and number"), Text(), required=True, autocomplete="address-line1"),
        Field("postcode", N_("Postcode"), Postcode(), required=True, autocomplete="postal-code"),
        Field("place", N_("Place"), TITLE, required=True, autocomplete="address-level2"),
        Field("hours", N_("Working hours"), Text(), hint=N_("For example: Monday to Friday, 7:30–15:30")),
        Field("website", N_("Website"), Link(), autocomplete="url"),
    ),
    months=6,
)  # fmt: skip

DOCUMENTS = Section(
    "documents", "dokumenta", N_("Strategic documents"), N_("Plans and strategies, with their periods"),
    (
        Group(
            "documents", N_("Strategic documents"), N_("Document"), N_("Add a document"),
            (
                Field("type", N_("Type"), Choice(choices.DOCUMENT_TYPES), required=True),
                Field("title", N_("Title"), TITLE, required=True),
                Field("in_preparation", N_("In preparation"), Flag()),
                Field("start", N_("Valid from (year)"), Year(lowest=1990), required_if=lambda values: not values.get("in_preparation")),
                Field("end", N_("Valid to (year)"), Year(lowest=1990), required_if=lambda values: not values.get("in_preparation")),
                Field("adopted", N_("Adopted on"), Day(), hint=N_("For example 11.12.2026.")),
                Field("link", N_("Link"), Link()),
                Field("file", N_("Document as PDF"), Files("document"), hint=N_("PDF, up to 10 MB")),
            ),
            title_fields=("title",),
            rules=(rules.not_after("start", "end", N_("The end of the period cannot be before its start")),),
        ),
    ),
)  # fmt: skip

ENVIRONMENT = Section(
    "environment", "poslovno-okruzenje", N_("Business environment"), N_("Certificate, incentives, sectors and investors"),
    (
        Field("certificate", N_("BFC SEE certificate"), Choice(choices.CERTIFICATES), required=True),
        Field("certificate_edition", N_("Edition"), Text()),
        Field("certificate_issued", N_("Issued on"), Day(), hint=N_("For example 11.12.2026.")),
        Field("certificate_valid_to", N_("Valid to"), Day(), hint=N_("For example 11.12.2026.")),
        Field("business_council", N_("Business council"), Choice(choices.YES_NO), required=True),
        Field("one_stop_permits", N_("One-stop construction permits"), Choice(choices.YES_NO)),
        Group(
            "incentives", N_("Incentives"), N_("Incentive"), N_("Add an incentive"),
            (
                Field("what", N_("What is offered"), Text(), required=True),
                Field("act", N_("Under which act"), Text()),
                Field("start", N_("From (year)"), Year(lowest=1990)),
                Field("end", N_("To (year)"), Year(lowest=1990)),
                Field("link", N_("Link"), Link()),
            ),
            title_fields=("what",),
            rules=(rules.not_after("start", "end", N_("The end of the period cannot be before its start")),),
        ),
        Field("free_zone", N_("Free zone"), Choice(choices.YES_NO)),
        Group(
            "hubs", N_("Incubators and clusters"), N_("Incubator or cluster"), N_("Add an incubator or cluster"),
            (
                Field("name", N_("Name"), TITLE, required=True),
                Field("kind", N_("Kind"), Choice(choices.HUB_KINDS), required=True),
                Field("year", N_("Year"), Year()),
                Field("link", N_("Link"), Link()),
            ),
            title_fields=("name",),
        ),
        Field("sectors", N_("Priority sectors"), Choices(choices.SECTORS, most=5), required=True, hint=N_("Choose one to five")),
        Group(
            "investors", N_("Major investors"), N_("Investor"), N_("Add an investor"),
            (
                Field("name", N_("Name"), TITLE, required=True),
                Field("country", N_("Country"), TITLE),
                Field("sector", N_("Sector"), Choice(choices.SECTORS)),
                Field("year", N_("Year of investment"), Year()),
                Field("jobs", N_("Jobs"), Integer(highest=100_000)),
            ),
            title_fields=("name",),
        ),
    ),
    rules=(rules.not_after("certificate_issued", "certificate_valid_to", N_("The certificate cannot end before it was issued")),),
)  # fmt: skip

SITES = Section(
    "sites", "lokacije", N_("Investment sites"), N_("Land and premises for investors"),
    (
        Group(
            "sites", N_("Investment sites"), N_("Site"), N_("Add a site"),
            (
                Field("name", N_("Name"), TITLE, required=True),
                Field("type", N_("Type"), Choice(choices.SITE_TYPES), required=True),
                Field("area", N_("Area (ha)"), Number(highest=Decimal(100_000), above_lowest=True), required=True, unit="ha"),
                Field("free", N_("Free area (ha)"), AREA, unit="ha"),
                Field("ownership", N_("Ownership"), Choice(choices.OWNERSHIP), required=True),
                Field("parcel", N_("Cadastral parcel"), Text()),
                Field("utilities", N_("Infrastructure"), Choices(choices.UTILITIES)),
                Field("to_motorway", N_("Distance to a motorway (km)"), DISTANCE, unit="km"),
                Field("to_railway", N_("Distance to a railway (km)"), DISTANCE, unit="km"),
                Field("to_airport", N_("Distance to an airport (km)"), DISTANCE, unit="km"),
                Field("to_border", N_("Distance to a border crossing (km)"), DISTANCE, unit="km"),
                Field("price", N_("Price (EUR/m²)"), Number(highest=Decimal(100_000)), unit="EUR/m²"),
                Field("status", N_("Status"), Choice(choices.SITE_STATUSES), required=True),
                Field("photos", N_("Photos"), Files("photo", most=5), hint=N_("PNG, JPEG or WebP, up to 10 MB each")),
            ),
            title_fields=("name",), most=60,
            rules=(rules.at_most("free", "area", N_("The free area cannot be larger than the whole area")),),
        ),
    ),
)  # fmt: skip

PROJECTS = Section(
    "projects", "projekti", N_("Projects"), N_("What the office has done and is doing"),
    (
        Group(
            "projects", N_("Projects"), N_("Project"), N_("Add a project"),
            (
                Field("title", N_("Title"), TITLE, required=True),
                Field("donor", N_("Donor"), TITLE, required=True),
                Field("partners", N_("Partners"), Text()),
                Field("role", N_("Role"), Choice(choices.PROJECT_ROLES), required=True),
                Field("budget", N_("Value (EUR)"), Number(highest=Decimal(10_000_000_000)), unit="EUR"),
                Field("start", N_("From (year)"), Year(lowest=1990), required=True),
                Field("end", N_("To (year)"), Year(lowest=1990), required=True),
                Field("status", N_("Status"), Choice(choices.PROJECT_STATUSES), required=True),
                Field("result", N_("Result"), LongText(600)),
            ),
            title_fields=("title",),
            rules=(rules.not_after("start", "end", N_("The end of the project cannot be before its start")),),
        ),
    ),
)  # fmt: skip

SERVICES = Section(
    "services", "usluge", N_("Services and cooperation"), N_("Services to business, cooperation and networks"),
    (
        Field("services", N_("Services to business"), Choices(choices.SERVICES), required=True),
        Group(
            "cooperation", N_("Inter-municipal cooperation"), N_("Cooperation"), N_("Add a cooperation"),
            (
                Field("partner", N_("With whom"), TITLE, required=True),
                Field("theme", N_("Theme"), Text()),
                Field("year", N_("Year"), Year()),
            ),
            title_fields=("partner",),
        ),
        Field("networks", N_("Networks"), LongText(), hint=N_("Networks and associations that the office belongs to")),
    ),
)  # fmt: skip

LEARNING = Section(
    "learning", "ucenje", N_("Learning and mentoring"), N_("Seen only by you and CenTriR"),
    (
        Field("training_needs", N_("Training needs"), LongText()),
        Field("mentoring_offered", N_("We offer mentoring"), LongText(), hint=N_("In which areas")),
        Field("mentoring_wanted", N_("We look for a mentor"), LongText(), hint=N_("In which areas")),
        Field("good_practice", N_("Good practice"), LongText()),
    ),
    internal=True,
)  # fmt: skip

SECTIONS = (OFFICE, CONTACT, DOCUMENTS, ENVIRONMENT, SITES, PROJECTS, SERVICES, LEARNING)
BY_KEY = {section.key: section for section in SECTIONS}
BY_SLUG = {section.slug: section for section in SECTIONS}
