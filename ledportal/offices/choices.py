"""The lists to choose from in a profile: codes, which never change, and their labels."""

from __future__ import annotations

from ledportal.text import N_

YES_NO = {"yes": N_("Yes"), "no": N_("No")}

FORMS = {
    "office": N_("Office"),
    "department": N_("Department"),
    "section": N_("Section"),
    "service": N_("Service"),
    "within_economy": N_("Within the department for the economy"),
    "agency": N_("Agency"),
    "cabinet": N_("Mayor's cabinet"),
    "other": N_("Other"),
}

LANGUAGES = {
    "sr": N_("Serbian"), "en": N_("English"), "de": N_("German"), "fr": N_("French"), "it": N_("Italian"), "ru": N_("Russian"),
    "es": N_("Spanish"), "zh": N_("Chinese"), "tr": N_("Turkish"), "hu": N_("Hungarian"), "sk": N_("Slovak"), "ro": N_("Romanian"),
    "rsk": N_("Rusyn"), "hr": N_("Croatian"), "bs": N_("Bosnian"), "sq": N_("Albanian"), "bg": N_("Bulgarian"),
    "mk": N_("Macedonian"), "rom": N_("Romani"), "cs": N_("Czech"), "other": N_("Other"),
}  # fmt: skip

LEVELS = {"A2": "A2", "B1": "B1", "B2": "B2", "C1": "C1", "C2": "C2", "native": N_("Native")}

DOCUMENT_TYPES = {
    "development_plan": N_("Development plan"),
    "sustainable_strategy": N_("Sustainable development strategy"),
    "led_strategy": N_("LED strategy"),
    "action_plan": N_("Action plan"),
    "medium_term_plan": N_("Medium-term plan"),
    "capital_investment_plan": N_("Capital investment plan"),
    "marketing_strategy": N_("Marketing strategy"),
    "other": N_("Other"),
}

CERTIFICATES = {
    "none": N_("None"),
    "in_progress": N_("In progress"),
    "certified": N_("Certified"),
    "recertifying": N_("In recertification"),
    "expired": N_("Expired"),
}

HUB_KINDS = {
    "incubator": N_("Incubator"),
    "cluster": N_("Cluster"),
    "technology_park": N_("Science and technology park"),
    "other": N_("Other"),
}

SECTORS = {
    "agriculture": N_("Agriculture"),
    "food": N_("Food industry"),
    "automotive": N_("Automotive industry"),
    "metal": N_("Metal and mechanical industry"),
    "electronics": N_("Electrical and electronic industry"),
    "wood": N_("Wood and furniture industry"),
    "textile": N_("Textiles, clothing and footwear"),
    "chemistry": N_("Chemistry, rubber and plastics"),
    "pharmacy": N_("Pharmacy and medical equipment"),
    "construction": N_("Construction and building materials"),
    "energy": N_("Energy and renewable sources"),
    "mining": N_("Mining and metallurgy"),
    "ict": N_("Information technology"),
    "shared_services": N_("Business services and shared centres"),
    "logistics": N_("Logistics and transport"),
    "tourism": N_("Tourism and hospitality"),
    "trade": N_("Trade"),
    "creative": N_("Creative industries and crafts"),
    "recycling": N_("Recycling and waste management"),
    "water": N_("Water and environment"),
    "other": N_("Other"),
}

SITE_TYPES = {
    "greenfield": N_("Greenfield"),
    "brownfield": N_("Brownfield"),
    "industrial_zone": N_("Industrial zone"),
    "business_premises": N_("Business premises"),
}

OWNERSHIP = {
    "public_local": N_("Public – local government"),
    "public_state": N_("Public – Republic of Serbia"),
    "private": N_("Private"),
    "mixed": N_("Mixed"),
}

UTILITIES = {
    "electricity": N_("Electricity"),
    "water": N_("Water"),
    "sewerage": N_("Sewerage"),
    "gas": N_("Gas"),
    "fibre": N_("Optical fibre"),
    "road": N_("Access road"),
    "rail": N_("Rail siding"),
}

SITE_STATUSES = {"free": N_("Free"), "reserved": N_("Reserved"), "sold": N_("Sold")}

PROJECT_ROLES = {"lead": N_("Lead"), "partner": N_("Partner")}

PROJECT_STATUSES = {"running": N_("Running"), "finished": N_("Finished"), "approved": N_("Approved for funding")}

SERVICES = {
    "information": N_("Information"),
    "advice": N_("Advice"),
    "investor_support": N_("Help for investors"),
    "training": N_("Training"),
    "grants": N_("Calls and subsidies"),
    "project_preparation": N_("Project preparation"),
    "aftercare": N_("Support for existing investors"),
}
