"""Closed lists of general English nouns: what may act without a name of its own, and what a move is called."""

ORGANISATION = frozenset([
    "agency", "airline", "alliance", "association", "authority", "automaker", "bank", "bidder", "board", "brand",
    "broadcaster", "broker", "brokerage", "builder", "buyer", "cabinet", "carmaker", "carrier",
    "chain", "challenger", "charity", "church", "city", "club", "coalition", "commission",
    "committee", "company", "competitor", "conglomerate", "consortium", "cooperative", "council", "country",
    "county", "court", "customer", "department", "developer", "distributor", "division", "employer", "entrant",
    "exchange", "firm", "foundation", "fund", "giant", "government", "grocer", "group", "hospital",
    "incumbent", "insurer", "insurgent", "institute", "institution", "investor", "issuer",
    "jury", "lab", "laboratory", "landlord", "leader", "league", "lender", "maker", "manufacturer", "marketplace",
    "merchant", "ministry", "monopolist", "monopoly", "museum", "network", "newcomer", "newspaper", "operator",
    "outfit", "owner", "panel", "parent", "parliament", "partner", "party", "pharmacy", "platform", "player",
    "producer", "provider", "publisher", "purchaser", "railway", "regulator", "retailer", "rival", "seller",
    "senate", "service", "society", "start-up", "startup", "state", "store", "studio", "subsidiary", "supermarket",
    "supplier", "team", "tribunal", "trust", "union", "unit", "university", "upstart", "utility", "vendor",
    "venture", "watchdog", "administration", "administrator", "legislature", "pioneer", "specialist", "wholesaler",
    "franchise", "foundry", "hyperscaler", "neocloud", "integrator", "processor", "streamer", "app",
    "bloc", "treasury", "kingdom", "nation",
])  # fmt: skip
"""Heads of descriptions of an organisation: "the company", "a regional bank"."""

PERSON = frozenset([
    "actor", "analyst", "architect", "attorney", "author", "billionaire", "boss", "ceo", "chair", "chairman",
    "chairwoman", "chief", "director", "economist", "entrepreneur", "executive", "founder", "chancellor",
    "co-founder", "governor", "head", "heir", "inventor", "investor", "judge", "lawyer", "manager", "minister",
    "mayor", "officer", "predecessor", "premier", "president", "professor", "researcher", "scientist", "secretary",
    "senator", "spokesman", "spokesperson", "spokeswoman", "successor", "trader", "engineer", "veteran", "writer",
    "critic", "columnist", "commissioner", "prosecutor", "man", "woman",
])  # fmt: skip
"""Heads of descriptions of one person: "its founder"."""

GROUP = frozenset([
    "adults", "advertisers", "amateurs", "americans", "analysts", "artists", "astronauts", "athletes", "authors",
    "banks", "brands", "cities", "citizens", "clients", "clinics", "companies", "consumers", "creators", "critics",
    "customers", "delegates", "designers", "drivers", "economists", "employees", "engineers", "europeans",
    "executives", "families", "fans", "farmers", "firms", "funds", "governments", "guests", "hosts", "households",
    "incumbents", "kids", "listeners", "members", "men", "ministers", "ministries", "nations", "nurses",
    "officials", "organisations", "organizations", "parents", "partners", "patients", "people", "physicians",
    "platforms", "politicians", "readers", "regulators", "researchers", "residents", "rivals", "schools",
    "scientists", "shareholders", "shops", "shoppers", "staff", "start-ups", "startups", "states",
    "stores", "students", "studios", "subscribers", "teachers", "teams", "teenagers", "tenants", "unions",
    "universities", "utilities", "viewers", "voters", "women", "workers", "agencies", "airlines", "laboratories",
    "labs", "hyperscalers", "neoclouds", "hospitals", "businesses", "breweries", "charities", "countries", "courts",
    "exchanges", "museums", "pharmacies", "economies", "industries", "clubs", "parties", "subsidiaries", "armies",
    "navies", "police", "crowd", "doctors", "pilots", "chains", "networks", "services",
])  # fmt: skip
"""Plural heads of groups that the suffix rule of `is_group` does not reach."""

MOVE = frozenset([
    "acquisition", "act", "action", "admission", "agreement", "announcement", "approach", "arrangement", "bet",
    "bid", "bill", "boycott", "buyout", "campaign", "change", "charge", "choice", "closure", "commitment",
    "conversion", "cut", "deal", "decision", "departure", "disposal", "divestment", "effort", "episode", "exit",
    "expansion", "experiment", "fee", "gamble", "hire", "hiring", "idea", "increase", "initiative", "investment",
    "launch", "law", "layoff", "layoffs", "listing", "manoeuvre", "maneuver", "measure", "merger", "model", "move",
    "offer", "offering", "order", "overhaul", "partnership", "pivot", "plan", "playbook", "policy", "position",
    "price", "pricing", "product", "programme", "program", "project", "promise", "proposal", "purchase", "push",
    "release", "reorganisation", "reorganization", "restructuring", "result", "retreat", "reversal", "rollout",
    "rule", "ruling", "sale", "scheme", "shift", "spending", "split", "spin-off", "step", "strategy", "structure",
    "switch", "tactic", "takeover", "target", "tariff", "thesis", "trade", "transaction", "turn", "venture",
    "verdict", "withdrawal", "wager",
])  # fmt: skip
"""What a text calls the move that it has just told of: "this move", "the deal"."""

ACRONYMS = frozenset([
    "AI", "AGI", "API", "APIs", "AR", "ARR", "ASIC", "ASP", "AUM", "B2B", "B2C", "CAPEX", "CD", "CDO", "CEO",
    "CEOs", "CFO", "CIO", "COO", "CPU", "CRM", "ERP", "CPUs", "CTO", "CV", "DIY", "DNA", "DRM", "DVD", "EBIT", "EBITDA", "EPS",
    "ESG", "ETF", "ETFs", "EV", "EVs", "GDP", "GPU", "GPUs", "GLP-1", "GW", "HBM", "HR", "IP", "IPO", "IPOs", "IT",
    "KPI", "KW", "LLM", "LLMs", "LNG", "M&A", "ML", "MRI", "MW", "NAV", "NFT", "OS", "PC", "PCs", "PE", "PR", "QR",
    "R&D", "RAM", "ROI", "SaaS", "SDK", "SEO", "SKU", "SMS", "SUV", "SUVs", "SVOD", "TAM", "TV", "TVs", "UI", "URL",
    "USD", "EUR", "GBP", "UX", "VC", "VCs", "VPN", "VR", "Wi-Fi", "XR", "Q1", "Q2", "Q3", "Q4", "H1", "H2", "MWh",
    "GWh", "kWh", "TWh",
])  # fmt: skip
"""Capitals that name a thing of the trade and nobody who acts."""

_ACTOR_SUFFIXES = ("ers", "ors", "ists", "ants", "ees", "eers", "ians")
_THINGS = frozenset([
    "numbers", "orders", "papers", "centers", "centres", "servers", "letters", "quarters", "offers",
    "errors", "factors", "doors", "floors", "colors", "colours", "sensors", "motors", "semiconductors",
    "transistors", "reactors", "vectors", "processors", "monitors", "mirrors", "clusters", "routers", "printers",
    "computers", "supercomputers", "trackers", "headers", "layers", "chapters", "posters", "wafers", "fees",
    "trees", "degrees", "committees", "matters", "powers", "flowers", "towers", "dollars", "tankers",
    "containers", "chargers", "boosters", "charters", "corners", "covers", "drawers", "elevators", "escalators",
    "fibers", "fibres", "figures", "filters", "folders", "injectors", "levers", "lists", "markers",
    "masters", "meters", "metres", "newsletters", "others", "parameters", "plants", "pointers", "registers",
    "remainders", "scanners", "shelters", "shoulders", "sliders", "speakers", "stickers", "summers",
    "tenders", "terms", "timers", "trailers", "transfers", "triggers", "winters", "wonders",
    "warrants", "grants", "variants",
])  # fmt: skip


def is_group(noun: str) -> bool:
    """Say whether a lower-case plural noun names people or organisations that may act.

    Examples
    --------
    >>> is_group("carmakers"), is_group("banks"), is_group("data centers"), is_group("numbers")
    (True, True, False, False)
    """
    last = noun.rsplit(maxsplit=1)[-1].rsplit("-", maxsplit=1)[-1]
    return last in GROUP or (last.endswith(_ACTOR_SUFFIXES) and last not in _THINGS)
