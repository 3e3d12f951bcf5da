"""What the invented profiles are put together from. Phone areas and postcodes are those of the district's seat."""

from __future__ import annotations

AREAS = {
    "00": ("11", "11000"), "01": ("24", "24000"), "02": ("23", "23000"), "03": ("230", "23300"), "04": ("13", "26000"),
    "05": ("25", "25000"), "06": ("21", "21000"), "07": ("22", "22000"), "08": ("15", "15000"), "09": ("14", "14000"),
    "10": ("26", "11300"), "11": ("12", "12000"), "12": ("34", "34000"), "13": ("35", "35000"), "14": ("30", "19210"),
    "15": ("19", "19000"), "16": ("31", "31000"), "17": ("32", "32000"), "18": ("36", "36000"), "19": ("37", "37000"),
    "20": ("18", "18000"), "21": ("27", "18400"), "22": ("10", "18300"), "23": ("16", "16000"), "24": ("17", "17500"),
}  # fmt: skip

WOMEN = ("Ana", "Biljana", "Dragana", "Đurđica", "Gordana", "Jelena", "Katarina", "Ljiljana", "Milica", "Nataša", "Olivera", "Sanja",
         "Snežana", "Svetlana", "Tijana", "Žaklina")  # fmt: skip
MEN = ("Aleksandar", "Bojan", "Vladimir", "Goran", "Dejan", "Đorđe", "Zoran", "Igor", "Ljubiša", "Marko", "Miloš", "Nebojša", "Njegoš",
       "Petar", "Saša", "Željko")  # fmt: skip
SURNAMES = ("Antić", "Vasiljević", "Gajić", "Dimitrijević", "Đokić", "Živković", "Ilić", "Jovanović", "Kostić", "Lukić", "Ljubisavljević",
            "Marković", "Nikolić", "Obradović", "Petrović", "Ristić", "Simić", "Stojanović", "Tasić", "Ćirić", "Filipović", "Cvetković",
            "Šarić", "Čolić", "Džunić", "Horvat", "Nađ", "Hadžić")  # fmt: skip
STREETS = ("Trg oslobođenja", "Svetog Save", "Nikole Pašića", "Kralja Petra I", "Vuka Karadžića", "Glavna", "Cara Dušana",
           "Vojvode Mišića", "Njegoševa", "Trg slobode")  # fmt: skip
POSITIONS = ("rukovodilac", "šef odseka", "načelnik odeljenja", "direktor", "pomoćnik gradonačelnika", "samostalni savetnik")
TASKS = (
    "priprema projekata",
    "podrška privredi",
    "podsticaji i konkursi",
    "investicione lokacije",
    "javne nabavke",
    "statistika i analize",
)
FORMS = {
    "office": "Kancelarija za lokalni ekonomski razvoj",
    "department": "Odeljenje za lokalni ekonomski razvoj",
    "section": "Odsek za lokalni ekonomski razvoj",
    "service": "Služba za lokalni ekonomski razvoj i projekte",
    "within_economy": "Odeljenje za privredu i lokalni ekonomski razvoj",
    "agency": "Agencija za lokalni ekonomski razvoj",
    "cabinet": "Kabinet predsednika – tim za ekonomski razvoj",
}
LONG_NAME = (
    "Odeljenje za privredu, finansije, poljoprivredu, zaštitu životne sredine, investicije, turizam, upravljanje projektima i lokalni"
    " ekonomski razvoj"
)
ABOUT = (
    "Pomažemo preduzećima i preduzetnicima da dođu do informacija, dozvola i podsticaja, a ulagačima da nađu lokaciju i radnike.",
    "Od osnivanja smo pripremili više od 60 projekata i doveli 11 ulagača. Vodimo bazu privrednih subjekata i slobodnih lokacija.",
    "Mali tim sa jednim ciljem: da se posao u našoj sredini lakše započne i vodi.\nRadimo sa školama, zadrugama i privrednicima.",
    "Koordiniramo izradu plana razvoja, pratimo konkurse i pripremamo predloge projekata za domaće i evropske fondove.",
)
DOCUMENTS = {
    "development_plan": "Plan razvoja",
    "led_strategy": "Strategija lokalnog ekonomskog razvoja",
    "sustainable_strategy": "Strategija održivog razvoja",
    "capital_investment_plan": "Plan kapitalnih investicija",
    "action_plan": "Akcioni plan zapošljavanja",
    "marketing_strategy": "Marketing strategija destinacije",
}
INCENTIVES = (
    ("Umanjenje naknade za uređenje građevinskog zemljišta", "Odluka o utvrđivanju naknade"),
    ("Subvencije za samozapošljavanje", "Lokalni akcioni plan zapošljavanja"),
    ("Oslobođenje od lokalne komunalne takse za nova preduzeća", "Odluka o lokalnim komunalnim taksama"),
    ("Sufinansiranje nastupa na sajmovima", ""),
    ("Podrška ženskom preduzetništvu", "Program podrške malim i srednjim preduzećima"),
)
INVESTORS = (
    ("Dunavka Agrar", "Austrija", "agriculture"), ("Metalprerada Jug", "Srbija", "metal"), ("Alpen Kabel", "Nemačka", "automotive"),
    ("Tekstilna radionica Nit", "Srbija", "textile"), ("Bosfor Tekstil", "Turska", "textile"), ("Nordvind Energija", "Norveška", "energy"),
    ("Mlekara Potočić", "Srbija", "food"), ("Đardino nameštaj", "Italija", "wood"), ("Softverska kuća Čvor", "Srbija", "ict"),
    ("Helvecija elektronika", "Švajcarska", "electronics"),
)  # fmt: skip
SITES = (
    ("Industrijska zona Sever", "industrial_zone"), ("Radna zona Jug", "industrial_zone"), ("Stara ciglana", "brownfield"),
    ("Poljana kod obilaznice", "greenfield"), ("Bivša fabrika nameštaja", "brownfield"), ("Poslovni centar Čaršija", "business_premises"),
    ("Zona uz autoput", "greenfield"), ("Hala nekadašnje mlekare", "business_premises"),
)  # fmt: skip
PROJECTS = (
    ("Komunalno opremanje industrijske zone", "Evropska unija", "Izgrađeno 1,2 km puta, vodovod i kanalizacija; došla su tri ulagača."),
    ("Obuke za deficitarna zanimanja", "Nacionalna služba za zapošljavanje", "Obuku završilo 84 polaznika, posao dobilo 57."),
    ("Biznis inkubator za mlade", "Program Ujedinjenih nacija za razvoj", ""),
    ("Energetska sanacija škole", "Vlada Švajcarske", "Potrošnja energije manja za 42 odsto."),
    ("Prekogranični vodič za male proizvođače", "Interreg IPA", ""),
    ("Digitalni katalog lokacija", "Fond za razvoj (primer)", "Objavljeno 26 lokacija na tri jezika."),
)
HUBS = (("Poslovni inkubator", "incubator"), ("Klaster prerađivača voća", "cluster"), ("Naučno-tehnološki park", "technology_park"))
NETWORKS = ("Mreža kancelarija za LER", "Regionalna razvojna agencija", "Savez za prekograničnu saradnju")
