"""Names by which places were known, and words by which people look for what a profile says with a code. Pure."""

from __future__ import annotations

from typing import Final

OLD_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "Beograd": ("Belgrade",),
    "Bečej": ("Stari Bečej", "Óbecse"),
    "Bačka Topola": ("Topolya",),
    "Dimitrovgrad": ("Caribrod",),
    "Jagodina": ("Svetozarevo",),
    "Kanjiža": ("Stara Kanjiža", "Magyarkanizsa"),
    "Kikinda": ("Velika Kikinda", "Nagykikinda"),
    "Kraljevo": ("Rankovićevo", "Karanovac"),
    "Novi Sad": ("Újvidék",),
    "Senta": ("Zenta",),
    "Sokobanja": ("Soko Banja",),
    "Sombor": ("Zombor",),
    "Subotica": ("Szabadka",),
    "Užice": ("Titovo Užice",),
    "Vrbas": ("Titov Vrbas",),
    "Zrenjanin": ("Petrovgrad", "Veliki Bečkerek", "Nagybecskerek"),
}

COMPASS: Final = ("severno", "južno", "zapadno", "srednjo", "kosovsko")
"""How districts begin whose names were written with a hyphen: Južno-Bački, Srednje-Banatski."""

SYNONYMS: Final[dict[str, str]] = {
    "sector:agriculture": "poljoprivreda agrar farming",
    "sector:food": "hrana prehrambena prerada food",
    "sector:automotive": "auto automobili cars kablovi",
    "sector:metal": "metalska mašinska obrada metala machinery",
    "sector:electronics": "elektronika elektro electronics",
    "sector:wood": "drvo drvna nameštaj furniture timber",
    "sector:textile": "tekstil odeća obuća konfekcija clothing fashion",
    "sector:chemistry": "hemija plastika guma plastics rubber",
    "sector:pharmacy": "farmacija lekovi pharma medicina medical",
    "sector:construction": "građevina građevinarstvo building",
    "sector:energy": "energija energetika solar vetar renewable",
    "sector:mining": "rudarstvo rudnik metalurgija mines",
    "sector:ict": "it ikt softver software informatika programiranje computing",
    "sector:shared_services": "autsorsing outsourcing bpo",
    "sector:logistics": "transport saobraćaj špedicija skladište warehouse",
    "sector:tourism": "turizam turistička hotel ugostiteljstvo",
    "sector:trade": "trgovina commerce retail",
    "sector:creative": "zanati zanatstvo dizajn crafts",
    "sector:recycling": "reciklaža otpad waste",
    "sector:water": "voda ekologija životna sredina environment",
    "site:greenfield": "grinfild parcela zemljište plac lokacija land plot site",
    "site:brownfield": "braunfild parcela zemljište lokacija land plot site",
    "site:industrial_zone": "industrijska zona parcela zemljište lokacija park land plot site",
    "site:business_premises": "poslovni prostor hala lokacija magacin hall premises site",
    "free_site:greenfield": "slobodno free",
    "free_site:brownfield": "slobodno free",
    "free_site:industrial_zone": "slobodno free",
    "free_site:business_premises": "slobodno free",
    "service:information": "informacije podaci",
    "service:advice": "savet konsultacije konsalting consulting",
    "service:investor_support": "one stop shop jedinstveni šalter podrška investitorima",
    "service:training": "obuka trening edukacija radionica seminar kurs course workshop",
    "service:grants": "konkurs javni poziv subvencija podsticaj bespovratna sredstva grants incentives",
    "service:project_preparation": "pisanje projekata predlozi project writing",
    "service:aftercare": "postinvesticiona podrška aftercare",
    "certificate:certified": "bfc sertifikat certificate",
    "zone:yes": "slobodna zona free zone",
    "kind:city": "grad city",
    "kind:capital": "grad city",
    "kind:municipality": "opština municipality",
}
"""More words for what has a code, in both languages; each is compared as a word of the index is."""
