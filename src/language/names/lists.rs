//! Word lists of English and of political geography. Knows no text and no story.
//!
//! Every list is sorted; look-ups are binary searches. Names of countries and regions are from
//! `GeoNames` (CC BY 4.0); the rest is common knowledge.

use crate::model::entity::EntityKind;

/// Adjectives and nouns of nations, regions and faiths, in the singular.
#[rustfmt::skip]
pub const DEMONYMS: [&str; 278] = [
    "Afghan", "African", "Alaskan", "Albanian", "Algerian", "American", "Andorran", "Anglican",
    "Anglo", "Angolan", "Arab", "Arabic", "Argentine", "Argentinian", "Armenian", "Asian",
    "Australian", "Austrian", "Azerbaijani", "Azeri", "Bahamian", "Bahraini", "Balkan", "Baltic",
    "Bangladeshi", "Barbadian", "Basque", "Bavarian", "Belarusian", "Belgian", "Belizean",
    "Beninese", "Berliner", "Bhutanese", "Bolivian", "Bosnian", "Brazilian", "Breton", "British",
    "Briton", "Bruneian", "Buddhist", "Bulgarian", "Burkinabe", "Burmese", "Burundian", "Byzantine",
    "Californian", "Cambodian", "Cameroonian", "Canadian", "Catalan", "Catholic", "Caucasian",
    "Chadian", "Chechen", "Chilean", "Chinese", "Christian", "Colombian", "Communist", "Comorian",
    "Congolese", "Crimean", "Croat", "Croatian", "Cuban", "Cypriot", "Czech", "Dane", "Danish",
    "Djiboutian", "Dominican", "Dutch", "Eastern", "Ecuadorean", "Ecuadorian", "Egyptian",
    "Emirati", "English", "Englishman", "Englishmen", "Englishwoman", "Eritrean", "Estonian",
    "Ethiopian", "European", "Evangelical", "Fijian", "Filipina", "Filipino", "Finn", "Finnish",
    "Flemish", "Floridian", "French", "Frenchman", "Frenchmen", "Frenchwoman", "Gabonese",
    "Gambian", "Georgian", "German", "Ghanaian", "Greek", "Grenadian", "Guatemalan", "Guinean",
    "Guyanese", "Haitian", "Hausa", "Hawaiian", "Hebrew", "Hindu", "Hispanic", "Honduran",
    "Hungarian", "Hutu", "Icelander", "Icelandic", "Igbo", "Indian", "Indonesian", "Iranian",
    "Iraqi", "Irish", "Irishman", "Irishmen", "Islamic", "Islamist", "Israeli", "Italian",
    "Ivorian", "Jamaican", "Japanese", "Jew", "Jewish", "Jordanian", "Kazakh", "Kazakhstani",
    "Kenyan", "Korean", "Kosovar", "Kurd", "Kurdish", "Kuwaiti", "Kyrgyz", "Lao", "Laotian",
    "Latin", "Latina", "Latino", "Latvian", "Lebanese", "Liberian", "Libyan", "Lithuanian",
    "Londoner", "Luxembourgish", "Macedonian", "Malagasy", "Malawian", "Malaysian", "Maldivian",
    "Malian", "Maltese", "Marxist", "Mauritanian", "Mauritian", "Mexican", "Moldovan", "Mongolian",
    "Montenegrin", "Mormon", "Moroccan", "Moslem", "Mozambican", "Muscovite", "Muslim", "Namibian",
    "Nazi", "Nepalese", "Nepali", "Nicaraguan", "Nigerian", "Nigerien", "Nordic", "Northern",
    "Norwegian", "Omani", "Ottoman", "Pakistani", "Palestinian", "Panamanian", "Paraguayan",
    "Parisian", "Pashtun", "Persian", "Peruvian", "Pole", "Polish", "Portuguese", "Protestant",
    "Qatari", "Roman", "Romanian", "Russian", "Rwandan", "Salvadoran", "Samoan", "Saudi",
    "Scandinavian", "Scot", "Scotsman", "Scottish", "Senegalese", "Serb", "Serbian", "Shi'ite",
    "Shia", "Shiite", "Siberian", "Sicilian", "Sikh", "Singaporean", "Slavic", "Slovak",
    "Slovakian", "Slovene", "Slovenian", "Somali", "Somalian", "Southern", "Soviet", "Spaniard",
    "Spanish", "Sudanese", "Sunni", "Surinamese", "Swazi", "Swede", "Swedish", "Swiss", "Syrian",
    "Taiwanese", "Tajik", "Tanzanian", "Tatar", "Texan", "Thai", "Tibetan", "Togolese", "Tongan",
    "Trinidadian", "Tunisian", "Turk", "Turkish", "Turkmen", "Tutsi", "Ugandan", "Uighur",
    "Ukrainian", "Uruguayan", "Uyghur", "Uzbek", "Venezuelan", "Vietnamese", "Virginian", "Welsh",
    "Welshman", "Western", "Westerner", "Yemeni", "Yoruba", "Zambian", "Zimbabwean", "Zionist",
    "Zulu",
];

/// Words of titles and offices that stand before a person's name.
#[rustfmt::skip]
pub const TITLES: [&str; 249] = [
    "Acting", "Activist", "Actor", "Actress", "Adm.", "Admiral", "Adviser", "Advisor", "Affairs",
    "Agent", "Agriculture", "Aide", "Ambassador", "Analyst", "Archbishop", "Army", "Assistant",
    "Associate", "Astronaut", "Attorney", "Author", "Ayatollah", "Baron", "Baroness", "Barrister",
    "Bishop", "Brother", "CEO", "CFO", "COO", "CTO", "Campaigner", "Capt.", "Captain", "Cardinal",
    "Chair", "Chairman", "Chairman-elect", "Chairperson", "Chairwoman", "Chancellor",
    "Chancellor-designate", "Chaplain", "Chief", "Chief-of-Staff", "Cmdr.", "Co-founder", "Coach",
    "Col.", "Colonel", "Commander", "Commissioner", "Commodore", "Comrade", "Congressman",
    "Congresswoman", "Constable", "Corporal", "Correspondent", "Cosmonaut", "Councillor",
    "Councilman", "Councilwoman", "Count", "Countess", "Crown", "Czar", "Dame", "Dean", "Defence",
    "Defender", "Defense", "Delegate", "Deputy", "Detective", "Diplomat", "Director", "Doctor",
    "Don", "Doña", "Dr", "Dr.", "Duchess", "Duke", "Earl", "Economist", "Economy", "Editor",
    "Education", "Emir", "Emperor", "Energy", "Environment", "Envoy", "Ex", "Excellency",
    "Executive", "External", "FM", "Father", "Federal", "Finance", "First", "Foreign", "Former",
    "Forward", "Founder", "Frau", "Gen.", "General", "Goalkeeper", "Gov.", "Governor", "Head",
    "Health", "Herr", "Home", "Hon", "Hon.", "Honorable", "Honorary", "Honourable", "Imam",
    "Incoming", "Inspector", "Intelligence", "Interior", "Internal", "Journalist", "Judge",
    "Junior", "Justice", "Kaiser", "King", "Labor", "Labour", "Lady", "Late", "Lawmaker", "Lawyer",
    "Leader", "Legislator", "Lieutenant", "Lord", "Lt.", "MEP", "MLA", "MP", "Madame", "Maj.",
    "Major", "Manager", "Managing", "Marshal", "Maulana", "Mayor", "Messrs.", "Midfielder",
    "Military", "Minister", "Miss", "Mme", "Monsieur", "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.",
    "Mullah", "National", "Navy", "Negotiator", "Nurse", "Officer", "Opposition", "Outgoing", "PM",
    "Parliamentary", "Pastor", "Patriarch", "Pilot", "Police", "Politician", "Pope", "Premier",
    "President", "Presidential", "Prime", "Prince", "Princess", "Private", "Prof", "Prof.",
    "Professor", "Prosecutor", "Queen", "Rabbi", "Rapper", "Relations", "Rep.", "Reporter",
    "Representative", "Researcher", "Rev.", "Reverend", "Saint", "Second", "Secretary", "Security",
    "Sen.", "Senator", "Senior", "Sergeant", "Señor", "Sgt.", "Shah", "Sheik", "Sheikh", "Sheriff",
    "Shri", "Singer", "Sir", "Sister", "Smt", "Solicitor", "Speaker", "Special", "Spokesman",
    "Spokesperson", "Spokeswoman", "Sri", "St.", "Star", "State", "Striker", "Sultan",
    "Superintendent", "Supreme", "Then", "Third", "Trade", "Transport", "Treasury", "Tsar",
    "Undersecretary", "Vice", "Winger", "Writer",
];

/// Capitalised words that are no name by themselves: calendar, function words, abbreviations.
#[rustfmt::skip]
pub const NEVER_NAMES: [&str; 298] = [
    "A", "AD", "AI", "AIDS", "ALSO", "AM", "ATM", "About", "Above", "According", "Across",
    "Additionally", "After", "Again", "Against", "All", "Along", "Also", "Although", "Among", "An",
    "And", "Another", "Apr", "Apr.", "April", "Around", "As", "At", "Aug", "Aug.", "August", "BC",
    "BREAKING", "BST", "Because", "Before", "Below", "Between", "Bible", "Both", "Breaking", "But",
    "By", "CCTV", "CEO", "CEST", "CET", "CFO", "COVID", "COVID-19", "Caption", "Christmas", "CoV",
    "Covid", "Covid-19", "DNA", "DVD", "Dec", "Dec.", "December", "Despite", "District", "Diwali",
    "Down", "Dr", "During", "EDT", "EST", "EUR", "Each", "Earlier", "Earth", "East", "Easter",
    "Eid", "Eight", "English-language", "Euro", "Even", "Every", "FAQ", "FDI", "Feb", "Feb.",
    "February", "Few", "File", "First", "Five", "For", "Four", "Fri", "Fri.", "Friday", "From",
    "Further", "Furthermore", "GBP", "GDP", "GMT", "GPS", "God", "HIV", "Halloween", "Hanukkah",
    "He", "Her", "Here", "His", "How", "However", "I", "ID", "IPO", "If", "Image", "In", "Internet",
    "Into", "It", "Its", "Jan", "Jan.", "January", "Jul", "Jul.", "July", "Jun", "Jun.", "June",
    "Just", "Koran", "LGBT", "LGBTI", "LGBTQ", "Later", "Like", "Listen", "MBA", "MERS", "Many",
    "Mar", "Mar.", "March", "May", "Meanwhile", "MoU", "Mon", "Mon.", "Monday", "Moreover", "Most",
    "Mr", "Mrs", "Ms", "My", "NEWS", "NGO", "NGOs", "Nevertheless", "Nine", "No", "Nor", "North",
    "Not", "Nov", "Nov.", "November", "Now", "OK", "Oct", "Oct.", "October", "Of", "Off", "On",
    "Once", "One", "Only", "Onto", "Or", "Other", "Our", "Out", "Over", "PCR", "PDF", "PHOTO", "PM",
    "PST", "Passover", "PhD", "Photo", "Q&A", "Quran", "R&D", "READ", "Ramadan", "Read", "SARS",
    "SME", "SMEs", "SMS", "SUV", "Sat", "Sat.", "Saturday", "Second", "See", "Sep", "Sep.", "Sept",
    "Sept.", "September", "Seven", "Several", "Share", "Sharia", "She", "Since", "Sir", "Six", "So",
    "Some", "Source", "South", "Still", "Such", "Sun", "Sun.", "Sunday", "TV", "Ten",
    "Thanksgiving", "That", "The", "Their", "Then", "There", "These", "They", "Third", "This",
    "Those", "Though", "Three", "Through", "Throughout", "Thu", "Thu.", "Thurs.", "Thursday", "To",
    "Today", "Tomorrow", "Torah", "Tue", "Tue.", "Tues.", "Tuesday", "Two", "UFO", "UPDATE", "USD",
    "UTC", "Under", "Unless", "Until", "Up", "Update", "Upon", "VAT", "VIP", "Video", "Watch", "We",
    "Wed", "Wed.", "Wednesday", "West", "Western", "What", "When", "Where", "While", "Who", "Why",
    "Wi-Fi", "WiFi", "With", "Within", "Without", "Yes", "Yesterday", "Yet", "You", "Your",
];

/// Last words of the names of buildings, sites and landforms.
#[rustfmt::skip]
pub const FACILITIES: [&str; 83] = [
    "Abbey", "Airfield", "Airport", "Arena", "Avenue", "Barracks", "Basilica", "Bay", "Beach",
    "Boulevard", "Bridge", "Canal", "Castle", "Cathedral", "Center", "Centre", "Church", "City",
    "Coast", "County", "Dam", "Desert", "District", "Forest", "Garden", "Gardens", "Garrison",
    "Gate", "Governorate", "Gulf", "Hall", "Harbor", "Harbour", "Highway", "Hospital", "Hotel",
    "Island", "Islands", "Kremlin-Palace", "Lake", "Mall", "Mansion", "Memorial", "Monastery",
    "Monument", "Mosque", "Mount", "Mountain", "Mountains", "Museum", "Oblast", "Ocean", "Palace",
    "Park", "Peninsula", "Plaza", "Port", "Prefecture", "Prison", "Province", "Region", "Reserve",
    "Residence", "River", "Road", "School", "Sea", "Square", "Stadium", "Station", "Strait",
    "Street", "Temple", "Territory", "Theater", "Theatre", "Tower", "Town", "Tunnel", "Valley",
    "Villa", "Village", "Zoo",
];

/// Last words of the names of organisations.
#[rustfmt::skip]
pub const BODIES: [&str; 116] = [
    "Academy", "Administration", "Agency", "Airline", "Airlines", "Airways", "Alliance", "Army",
    "Assembly", "Association", "Authority", "Bank", "Board", "Brigade", "Bundestag", "Bureau",
    "Cabinet", "Capital", "Caucus", "Chamber", "Club", "Co.", "Coalition", "College", "Command",
    "Commission", "Committee", "Company", "Confederation", "Congress", "Consortium", "Consulate",
    "Corp", "Corp.", "Corporation", "Council", "Court", "Department", "Directorate", "Duma",
    "Embassy", "Energy", "Entertainment", "Federation", "Force", "Forces", "Foundation", "Front",
    "Fund", "Gas", "Gazette", "Government", "Group", "Guard", "Guardian", "Herald", "Holdings",
    "Inc", "Inc.", "Industries", "Initiative", "Inspectorate", "Institute", "Insurance", "Journal",
    "Knesset", "Laboratories", "Laboratory", "League", "Ltd", "Ltd.", "Magazine", "Media",
    "Ministry", "Motors", "Movement", "Navy", "Network", "News", "Office", "Oil", "Organisation",
    "Organization", "Parliament", "Partners", "Party", "Petroleum", "Pharmaceuticals", "Pictures",
    "Police", "Post", "Press", "Rada", "Radio", "Railway", "Railways", "Records", "Secretariat",
    "Securities", "Senate", "Service", "Services", "Society", "Staff", "Studios", "Systems", "Team",
    "Technologies", "Telegraph", "Television", "Times", "Tribunal", "Tribune", "Trust", "Union",
    "University",
];

/// Words that are an office wherever they stand, never part of a name.
#[rustfmt::skip]
pub const OFFICES: [&str; 74] = [
    "Administrator", "Adviser", "Advisor", "Ambassador", "CEO", "CFO", "COO", "CTO", "Chairman",
    "Chairperson", "Chairwoman", "Chancellor", "Coach", "Commander", "Commissioner", "Congressman",
    "Congresswoman", "Correspondent", "Dr", "Dr.", "Executive", "Founder", "Gen.", "Governor",
    "Inspector", "Journalist", "Lecturer", "MP", "Mayor", "Minister", "Mr", "Mr.", "Mrs", "Mrs.",
    "Ms", "Ms.", "Negotiator", "Officer", "Premier", "President", "Prof", "Prof.", "Professor",
    "Prosecutor", "Rep.", "Researcher", "Secretary", "Secretary-General", "Sen.", "Senator", "Sgt.",
    "Speaker", "Spokesman", "Spokesperson", "Spokeswoman", "Superintendent", "Treasurer", "analyst",
    "chairman", "chief", "correspondent", "director", "economist", "founder", "lawmaker", "leader",
    "manager", "minister", "president", "professor", "secretary", "spokesman", "spokesperson",
    "spokeswoman",
];

/// Last words of the names of what is held, won, signed or passed: no person, body or place.
#[rustfmt::skip]
pub const OCCASIONS: [&str; 72] = [
    "Accord", "Accords", "Act", "Agreement", "Agreements", "Anniversary", "Award", "Awards",
    "Biennale", "Carnival", "Celebration", "Ceremony", "Championship", "Championships",
    "Conference", "Contest", "Convention", "Cup", "Day", "Decree", "Derby", "Dialogue", "Doctrine",
    "Election", "Elections", "Exhibition", "Expedition", "Expo", "Fair", "Fest", "Festival",
    "Final", "Finals", "Gala", "Games", "Holiday", "Law", "Lecture", "Marathon", "Medal", "Month",
    "Olympics", "Open", "Oscars", "Pact", "Parade", "Paralympics", "Pledge", "Pride", "Prix",
    "Prize", "Process", "Programme", "Protocol", "Rally", "Referendum", "Regatta", "Resolution",
    "Scholarship", "Statute", "Summit", "Sweepstakes", "Tour", "Tournament", "Treaty", "Trial",
    "Trophy", "War", "Wars", "Week", "Weekend", "Year",
];

/// What follows the place in capitals that opens a report.
pub const DATELINE_ENDS: [&str; 6] = [",", "(", "-", "–", "—", "/"];

/// Words that are part of a body's or place's name, but none alone.
#[rustfmt::skip]
pub const COMMON_NOUNS: [&str; 23] = [
    "Agency", "Association", "Authority", "Chairman", "Church", "City", "College", "Commission",
    "Committee", "Company", "Constitution", "Council", "Department", "Hospital", "Mayor",
    "Minister", "Ministry", "Province", "Region", "Republic", "School", "University", "Zone",
];

/// Codes of nations behind the names of athletes (Olympic and ISO 3166-1 alpha-3).
#[rustfmt::skip]
pub const NATION_CODES: [&str; 188] = [
    "AFG", "ALB", "ALG", "AND", "ANG", "ARG", "ARM", "ARU", "AUS", "AUT", "AZE", "BAH", "BAN",
    "BAR", "BEL", "BEN", "BER", "BHU", "BIH", "BLR", "BOL", "BOT", "BRA", "BRN", "BUL", "BUR",
    "CAM", "CAN", "CGO", "CHA", "CHI", "CHL", "CHN", "CIV", "CMR", "COD", "COL", "CRC", "CRO",
    "CUB", "CYP", "CZE", "DEN", "DEU", "DNK", "DOM", "ECU", "EGY", "ERI", "ESA", "ESP", "EST",
    "ETH", "FIJ", "FIN", "FRA", "FRG", "GAB", "GAM", "GBR", "GEO", "GER", "GHA", "GRC", "GRE",
    "GUA", "GUI", "GUY", "HAI", "HKG", "HON", "HRV", "HUN", "IDN", "INA", "IND", "IRI", "IRL",
    "IRN", "IRQ", "ISL", "ISR", "ITA", "JAM", "JOR", "JPN", "KAZ", "KEN", "KGZ", "KOR", "KOS",
    "KSA", "KUW", "LAT", "LBA", "LBN", "LES", "LIB", "LIE", "LTU", "LUX", "LVA", "MAD", "MAR",
    "MAS", "MDA", "MDV", "MEX", "MGL", "MKD", "MLI", "MLT", "MNE", "MOZ", "MRI", "MYA", "MYS",
    "NAM", "NCA", "NED", "NEP", "NGR", "NIG", "NLD", "NOR", "NZL", "OMA", "PAK", "PAN", "PAR",
    "PER", "PHI", "PHL", "PLE", "POL", "POR", "PRK", "PRT", "PUR", "QAT", "ROM", "ROU", "RSA",
    "RUS", "RWA", "SAU", "SCO", "SEN", "SGP", "SIN", "SLE", "SLO", "SMR", "SOM", "SRB", "SRI",
    "SUD", "SUI", "SUR", "SVK", "SVN", "SWE", "SWZ", "SYR", "TAN", "TCH", "TGO", "THA", "TJK",
    "TKM", "TPE", "TUN", "TUR", "UAE", "UGA", "UKR", "URS", "URU", "USA", "UZB", "VEN", "VIE",
    "WAL", "YEM", "YUG", "ZAF", "ZAM", "ZIM",
];

/// Small words inside personal names.
#[rustfmt::skip]
pub const PARTICLES: [&str; 32] = [
    "abu", "af", "al", "al-", "av", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den",
    "der", "di", "dos", "du", "e", "el", "el-", "ibn", "la", "le", "ten", "ter", "van", "von", "y",
    "zu", "zum", "zur",
];

/// Countries, regions of the world, capitals and other cities that news names without explanation.
#[rustfmt::skip]
pub static PLACES: [&str; 1279] = [
    "Aarhus", "Aberdeen", "Abidjan", "Abkhazia", "Abu Dhabi", "Abuja", "Acapulco", "Accra", "Aceh",
    "Adana", "Addis Ababa", "Adelaide", "Adriatic", "Adriatic Sea", "Aegean", "Aegean Sea",
    "Afghanistan", "Africa", "Ahmedabad", "Ajman", "Alabama", "Aland Islands", "Alaska", "Albania",
    "Alberta", "Aleppo", "Algeria", "Algiers", "Almaty", "Alps", "Alsace", "Amazon River",
    "America", "American Samoa", "Amman", "Amritsar", "Amsterdam", "Anatolia", "Andalusia", "Andes",
    "Andhra Pradesh", "Andorra", "Angola", "Anguilla", "Anhui", "Ankara", "Antalya", "Antananarivo",
    "Antarctica", "Antigua and Barbuda", "Antrim", "Antwerp", "Arabian Gulf", "Arabian Peninsula",
    "Arabian Sea", "Arctic", "Arctic Ocean", "Arequipa", "Argentina", "Arizona", "Arkansas",
    "Armenia", "Aruba", "Arunachal Pradesh", "Arusha", "Ashgabat", "Asia", "Asmara", "Assam",
    "Astana", "Asuncion", "Asunción", "Aswan", "Athens", "Atlantic", "Atlantic Ocean", "Auckland",
    "Auschwitz", "Australasia", "Australia", "Austria", "Avdiivka", "Azerbaijan",
    "Baden-Wuerttemberg", "Baden-Württemberg", "Baghdad", "Bahamas", "Bahia", "Bahrain", "Bakhmut",
    "Baku", "Bali", "Balkan Peninsula", "Balkans", "Balochistan", "Baltic Sea", "Baltics",
    "Baltimore", "Bamako", "Bandung", "Bangalore", "Bangassou", "Bangkok", "Bangladesh", "Bangui",
    "Banja Luka", "Banjul", "Barbados", "Barcelona", "Barranquilla", "Basel", "Basra", "Batumi",
    "Bavaria", "Bay of Bengal", "Beersheba", "Beijing", "Beirut", "Belarus", "Belfast", "Belgium",
    "Belgorod", "Belgrade", "Belize", "Belmopan", "Belo Horizonte", "Bengal", "Bengaluru",
    "Benghazi", "Benin", "Benin City", "Bering Strait", "Berlin", "Bermuda", "Bern", "Berne",
    "Bethlehem", "Beverly Hills", "Bhopal", "Bhutan", "Biafra", "Bihar", "Bilbao", "Birmingham",
    "Bishkek", "Bissau", "Black Sea", "Blantyre", "Bloemfontein", "Bogota", "Bogotá", "Bolivia",
    "Bologna", "Bombay", "Bonn", "Bordeaux", "Borneo", "Borno", "Bosnia", "Bosnia and Herzegovina",
    "Bosphorus", "Bosporus", "Boston", "Botswana", "Bougainville", "Bouvet Island", "Bradford",
    "Brandenburg", "Brasilia", "Brasília", "Bratislava", "Brazil", "Brazzaville", "Bremen",
    "Bridgetown", "Brighton", "Brisbane", "Bristol", "Britain", "British Columbia",
    "British Indian Ocean Territory", "British Virgin Islands", "Brittany", "Brno", "Brooklyn",
    "Bruges", "Brunei", "Brussels", "Bucharest", "Budapest", "Buenos Aires", "Bujumbura", "Bukavu",
    "Bulawayo", "Bulgaria", "Burgas", "Burgundy", "Burkina Faso", "Burma", "Bursa", "Burundi",
    "Busan", "Cabinda", "Cabo Delgado", "Cabo Verde", "Cairo", "Calcutta", "Calgary", "California",
    "Cambodia", "Cambridge", "Cameroon", "Camp David", "Canada", "Canberra", "Cancun", "Cape Town",
    "Capitol Hill", "Caracas", "Cardiff", "Caribbean", "Carpathians", "Cartagena", "Casablanca",
    "Casamance", "Caspian Sea", "Catalonia", "Caucasus", "Cayman Islands", "Cebu",
    "Central African Republic", "Central America", "Central Asia", "Central Europe", "Ceylon",
    "Chandigarh", "Chechnya", "Chengdu", "Chennai", "Chernihiv", "Chernobyl", "Cheshire",
    "Chhattisgarh", "Chiang Mai", "Chiapas", "Chicago", "Chihuahua", "Chile", "China", "Chisinau",
    "Chittagong", "Chișinău", "Chongqing", "Christchurch", "Christmas Island", "Cincinnati",
    "Ciudad Juarez", "Cluj", "Cochabamba", "Cocos Islands", "Cologne", "Colombia", "Colombo",
    "Colorado", "Comoros", "Conakry", "Connecticut", "Constanta", "Cook Islands", "Copenhagen",
    "Cornwall", "Corsica", "Costa Rica", "Coventry", "Cracow", "Crete", "Crimea", "Croatia", "Cuba",
    "Curacao", "Curitiba", "Cusco", "Cyprus", "Czech Rep", "Czech Republic", "Czechia",
    "Czechoslovakia", "DPRK", "DRC", "Da Nang", "Daegu", "Dagestan", "Dakar", "Dalian", "Damascus",
    "Dammam", "Danube", "Dar es Salaam", "Daraa", "Dardanelles", "Darfur", "Davao", "Davos",
    "Dead Sea", "Debrecen", "Deir ez-Zor", "Delaware", "Delhi", "Democratic Republic of Congo",
    "Democratic Republic of the Congo", "Denmark", "Deraa", "Detroit", "Dhahran", "Dhaka", "Dhofar",
    "Dili", "Diyarbakir", "Djibouti", "Dnieper", "Dnipro", "Dodoma", "Doha", "Dominican Republic",
    "Donbas", "Donbass", "Donetsk", "Dortmund", "Douala", "Downing Street", "Dresden", "Dubai",
    "Dublin", "Dubrovnik", "Duesseldorf", "Durban", "Dushanbe", "Düsseldorf", "East Africa",
    "East Asia", "East China Sea", "East Germany", "East Jerusalem", "East Timor", "Eastern Cape",
    "Eastern Equatoria", "Eastern Europe", "Ecuador", "Edinburgh", "Edmonton", "Egypt", "Eilat",
    "Eindhoven", "El Salvador", "Eldoret", "England", "English Channel", "Entebbe", "Enugu",
    "Equatoria", "Equatorial Guinea", "Erbil", "Eritrea", "Espoo", "Estonia", "Eswatini",
    "Ethiopia", "Euphrates", "Eurasia", "Europe", "Faisalabad", "Falkland Islands", "Fallujah",
    "Far East", "Faroe Islands", "Fiji", "Finland", "Flanders", "Florida", "Fortaleza", "France",
    "Frankfurt", "Freetown", "French Guiana", "French Polynesia", "French Southern Territories",
    "Fujairah", "Fujian", "Gabon", "Gaborone", "Galicia", "Galilee", "Galway", "Gambia", "Gansu",
    "Gatwick", "Gauteng", "Gaza", "Gaza City", "Gaza Strip", "Gaziantep", "Gdansk", "Geneva",
    "Genoa", "Germany", "Ghana", "Ghent", "Gibraltar", "Gitega", "Glasgow", "Golan",
    "Golan Heights", "Goma", "Gomel", "Gothenburg", "Graz", "Great Britain", "Great Lakes",
    "Greece", "Greenland", "Grozny", "Guadalajara", "Guadeloupe", "Guam", "Guangdong", "Guangxi",
    "Guangzhou", "Guantanamo", "Guantanamo Bay", "Guatemala", "Guatemala City", "Guayaquil",
    "Guernsey", "Guinea-Bissau", "Guizhou", "Gujarat", "Gulf of Aden", "Gulf of Guinea",
    "Gulf of Mexico", "Gulf of Oman", "Gulu", "Gurgaon", "Guwahati", "Guyana", "Gyumri",
    "Hadramaut", "Hague", "Haifa", "Hainan", "Haiphong", "Haiti", "Halifax", "Hamburg", "Hangzhou",
    "Hanoi", "Hanover", "Harare", "Harbin", "Hargeisa", "Haryana", "Havana", "Hawaii",
    "Heard Island and McDonald Islands", "Heathrow", "Hebei", "Hebron", "Heilongjiang", "Hejaz",
    "Helsinki", "Henan", "Herat", "Herzegovina", "Himachal Pradesh", "Himalayas", "Hiroshima",
    "Ho Chi Minh City", "Hodeidah", "Hokkaido", "Holland", "Holy See", "Homs", "Honduras",
    "Hong Kong", "Honolulu", "Horn of Africa", "Hubei", "Hunan", "Hungary", "Hyderabad", "Ibadan",
    "Iceland", "Idaho", "Idlib", "Illinois", "Incheon", "India", "Indian Ocean", "Indianapolis",
    "Indochina", "Indonesia", "Ingushetia", "Inner Mongolia", "Innsbruck", "Iowa", "Iran", "Iraq",
    "Ireland", "Irkutsk", "Isfahan", "Islamabad", "Islamic Republic of Iran", "Isle of Man",
    "Israel", "Istanbul", "Italy", "Ituri", "Ivory Coast", "Izmir", "Jaipur", "Jakarta",
    "Jalalabad", "Jalisco", "Jamaica", "Jammu and Kashmir", "Japan", "Jeddah", "Jenin", "Jerusalem",
    "Jharkhand", "Jiangsu", "Jiangxi", "Jilin", "Johannesburg", "Johor", "Jordan River", "Juba",
    "Kabul", "Kaduna", "Kaliningrad", "Kampala", "Kandahar", "Kano", "Kanpur", "Kansas",
    "Kansas City", "Kaohsiung", "Karachi", "Karbala", "Karnataka", "Kashmir", "Katanga",
    "Kathmandu", "Katowice", "Kaunas", "Kazakhstan", "Kazan", "Kentucky", "Kenya", "Kerala",
    "Khan Younis", "Kharkiv", "Kharkov", "Khartoum", "Kherson", "Khyber Pakhtunkhwa", "Kiev",
    "Kigali", "Kinshasa", "Kiribati", "Kirkuk", "Kisangani", "Kismayo", "Kisumu", "Kitwe", "Kivu",
    "Klaipeda", "Kochi", "Kolkata", "Kordofan", "Korean Peninsula", "Kosice", "Kosovo", "Krakow",
    "Kramatorsk", "Krasnodar", "Kuala Lumpur", "Kumasi", "Kunduz", "Kunming", "Kurdistan",
    "Kuril Islands", "Kursk", "Kuwait", "Kuwait City", "KwaZulu-Natal", "Kyiv", "Kyoto",
    "Kyrgyzstan", "Kyushu", "La Paz", "Ladakh", "Lagos", "Lahore", "Lake Chad", "Lake Victoria",
    "Lampedusa", "Lancashire", "Laos", "Las Vegas", "Latakia", "Latin America", "Latvia",
    "Lausanne", "Lebanon", "Leeds", "Leicester", "Leipzig", "Lesotho", "Levant", "Lhasa",
    "Liaoning", "Liberia", "Libreville", "Libya", "Liechtenstein", "Liege", "Lilongwe", "Limerick",
    "Limpopo", "Lisbon", "Lithuania", "Liverpool", "Ljubljana", "Lodz", "Lombardy", "Lomé",
    "London", "Londonderry", "Long Island", "Los Angeles", "Louisiana", "Louisville",
    "Lower Saxony", "Luanda", "Lublin", "Lubumbashi", "Lucknow", "Lugano", "Luhansk", "Lusaka",
    "Luxembourg", "Luxor", "Luzon", "Lviv", "Lvov", "Macao", "Macau", "Macedonia", "Madagascar",
    "Madhya Pradesh", "Madras", "Madrid", "Maghreb", "Maharashtra", "Maiduguri", "Malaga", "Malawi",
    "Malaysia", "Maldives", "Mali", "Malmo", "Malmö", "Malta", "Managua", "Manama", "Manchester",
    "Manchuria", "Mandalay", "Manhattan", "Manila", "Manipur", "Manitoba", "Mannheim", "Maputo",
    "Maracaibo", "Maribor", "Mariupol", "Marrakech", "Marseille", "Marseilles", "Marshall Islands",
    "Martinique", "Maryland", "Maseru", "Mashhad", "Mashonaland", "Massachusetts", "Matabeleland",
    "Mauritania", "Mauritius", "Mayotte", "Mazar-i-Sharif", "Mecca", "Medan", "Medellin",
    "Medellín", "Mediterranean", "Mediterranean Sea", "Meghalaya", "Mekong", "Melanesia",
    "Melbourne", "Memphis", "Mesopotamia", "Mexico", "Mexico City", "Miami", "Michigan",
    "Micronesia", "Middle East", "Milan", "Milwaukee", "Minas Gerais", "Mindanao", "Minneapolis",
    "Minnesota", "Minsk", "Misrata", "Mississippi", "Missouri", "Mizoram", "Mogadishu", "Moldova",
    "Mombasa", "Monaco", "Mongolia", "Monrovia", "Montenegro", "Monterrey", "Montevideo",
    "Montpellier", "Montreal", "Montserrat", "Morocco", "Moroni", "Moscow", "Mostar", "Mosul",
    "Mount Everest", "Mozambique", "Mpumalanga", "Multan", "Mumbai", "Munich", "Murmansk", "Muscat",
    "Myanmar", "Mysore", "N'Djamena", "Nablus", "Nagaland", "Nagasaki", "Nagorno-Karabakh",
    "Nagoya", "Nagpur", "Nairobi", "Najaf", "Najran", "Nakuru", "Namibia", "Nanjing", "Nantes",
    "Naples", "Narva", "Nashville", "Nassau", "Natanz", "Nauru", "Naypyidaw", "Nazareth", "Ndola",
    "Near East", "Nebraska", "Nepal", "Netherlands", "Netherlands Antilles", "Nevada",
    "New Brunswick", "New Caledonia", "New Delhi", "New Hampshire", "New Jersey", "New Mexico",
    "New Orleans", "New South Wales", "New York", "New York City", "New Zealand", "Newfoundland",
    "Niamey", "Nicaragua", "Nicosia", "Niger Delta", "Nigeria", "Nile", "Ningxia", "Niue", "Noida",
    "Norfolk Island", "Normandy", "North Africa", "North America", "North Carolina", "North Dakota",
    "North Kivu", "North Korea", "North Macedonia", "North Pole", "North Rhine-Westphalia",
    "North Sea", "Northern Cape", "Northern Europe", "Northern Ireland", "Northern Mariana Islands",
    "Norway", "Norwich", "Nottingham", "Nouakchott", "Nova Scotia", "Novi Sad", "Novosibirsk",
    "Nunavut", "Nuremberg", "Oaxaca", "Occupied Palestinian Territories", "Oceania", "Odense",
    "Odesa", "Odessa", "Odisha", "Ogaden", "Ohio", "Okinawa", "Oklahoma", "Oklahoma City", "Oman",
    "Omsk", "Ontario", "Oran", "Oregon", "Orissa", "Oromia", "Osaka", "Osijek", "Oslo", "Ostrava",
    "Ottawa", "Ouagadougou", "Oxford", "PRC", "Pacific", "Pacific Ocean", "Pakistan", "Palau",
    "Palermo", "Palestine", "Palestinian Territories", "Palestinian Territory", "Panama",
    "Panama Canal", "Panama City", "Papua New Guinea", "Paracel Islands", "Paraguay", "Paramaribo",
    "Paris", "Patagonia", "Patna", "Patras", "Pattaya", "Penang", "Pennsylvania",
    "People's Republic of China", "Pernambuco", "Persia", "Persian Gulf", "Peru", "Peshawar",
    "Philadelphia", "Philippines", "Phnom Penh", "Phuket", "Piedmont", "Pitcairn", "Pittsburgh",
    "Plovdiv", "Plymouth", "Podgorica", "Poland", "Polokwane", "Poltava", "Polynesia",
    "Port Elizabeth", "Port Harcourt", "Port Louis", "Port Moresby", "Port Said", "Port Sudan",
    "Port of Spain", "Port-au-Prince", "Porto Alegre", "Porto-Novo", "Portsmouth", "Portugal",
    "Poznan", "Prague", "Pretoria", "Prince Edward Island", "Pristina", "Provence", "Puebla",
    "Puerto Rico", "Pune", "Punjab", "Puntland", "Pusan", "Pyongyang", "Pyrenees", "Qatar",
    "Qingdao", "Qinghai", "Qom", "Quebec", "Queensland", "Quetta", "Quezon City", "Quito", "Québec",
    "Rabat", "Rafah", "Rajasthan", "Ramadi", "Ramallah", "Raqqa", "Ras al-Khaimah", "Rawalpindi",
    "Recife", "Red Sea", "Red Square", "Rennes", "Republic of Congo", "Republic of Ireland",
    "Republic of Korea", "Republic of the Congo", "Republika Srpska", "Reykjavik", "Reykjavík",
    "Rhine", "Rhineland", "Rhode Island", "Rhodesia", "Riga", "Rijeka", "Rio de Janeiro", "Riyadh",
    "Rockies", "Romania", "Rome", "Rostov-on-Don", "Rotterdam", "Russia", "Russian Federation",
    "Rwanda", "Sabah", "Sacramento", "Sahara", "Sahel", "Saigon", "Saint Barthelemy",
    "Saint Helena", "Saint Kitts and Nevis", "Saint Lucia", "Saint Martin", "Saint Petersburg",
    "Saint Pierre and Miquelon", "Saint Vincent and the Grenadines", "Salt Lake City", "Salzburg",
    "Samara", "Samarkand", "Samoa", "San Antonio", "San Diego", "San Francisco", "San Marino",
    "San Salvador", "Sana'a", "Sanaa", "Santo Domingo", "Sao Paulo", "Sao Tome and Principe",
    "Sapporo", "Sarajevo", "Sarawak", "Sardinia", "Saskatchewan", "Saudi Arabia", "Saxony",
    "Scandinavia", "Scotland", "Sea of Azov", "Sea of Japan", "Seattle", "Senegal", "Seoul",
    "Serbia", "Serbia and Montenegro", "Sevastopol", "Seville", "Seychelles", "Shaanxi", "Shandong",
    "Shanghai", "Shanxi", "Sharjah", "Sheffield", "Shenyang", "Shenzhen", "Shiraz", "Siberia",
    "Sichuan", "Sicily", "Sidon", "Sierra Leone", "Sikkim", "Silesia", "Silicon Valley", "Sinai",
    "Sinaloa", "Sindh", "Singapore", "Sint Maarten", "Skopje", "Slovakia", "Slovenia",
    "Snake Island", "Sochi", "Solomon Islands", "Somalia", "Somaliland", "South Africa",
    "South America", "South Asia", "South Carolina", "South China Sea", "South Dakota",
    "South Georgia and the South Sandwich Islands", "South Kivu", "South Korea", "South Ossetia",
    "South Pacific", "South Pole", "South Sudan", "Southampton", "Southeast Asia",
    "Southeastern Europe", "Southern Africa", "Southern Europe", "Soviet Union", "Soweto", "Spain",
    "Spratly Islands", "Srebrenica", "Sri Lanka", "Srinagar", "St. Louis", "St. Petersburg",
    "Staten Island", "Stavanger", "Stepanakert", "Stockholm", "Strait of Hormuz", "Strasbourg",
    "Stuttgart", "Sub-Saharan Africa", "Sucre", "Sudan", "Suez Canal", "Sukhumi", "Sulawesi",
    "Sumatra", "Surabaya", "Suriname", "Sussex", "Suva", "Svalbard and Jan Mayen", "Swansea",
    "Swaziland", "Sweden", "Switzerland", "Sydney", "Sylhet", "Syria", "Szeged", "São Paulo",
    "Tabriz", "Tahiti", "Tahrir Square", "Taichung", "Taipei", "Taiwan", "Taiwan Strait", "Taiz",
    "Tajikistan", "Tallinn", "Tamil Nadu", "Tampa", "Tampere", "Tangier", "Tanzania", "Tartu",
    "Tartus", "Tashkent", "Tasmania", "Tatarstan", "Tbilisi", "Tegucigalpa", "Tehran", "Tel Aviv",
    "Telangana", "Tennessee", "Texas", "Thailand", "Thessaloniki", "Thimphu", "Thiruvananthapuram",
    "Thrace", "Thuringia", "Tiananmen Square", "Tianjin", "Tibet", "Tierra del Fuego", "Tigray",
    "Tigris", "Tijuana", "Tikrit", "Times Square", "Timisoara", "Timor Leste", "Tirana", "Togo",
    "Tokelau", "Tokyo", "Tomsk", "Tonga", "Toronto", "Toulouse", "Trafalgar Square", "Transnistria",
    "Transylvania", "Trieste", "Trinidad and Tobago", "Tripoli", "Tripura", "Trondheim",
    "Tskhinvali", "Tulsa", "Tunis", "Tunisia", "Turin", "Turkey", "Turkmenistan",
    "Turks and Caicos Islands", "Turku", "Tuscany", "Tuvalu", "Tuzla", "Türkiye", "U.A.E.", "U.K.",
    "U.S.", "U.S. Virgin Islands", "U.S.A.", "U.S.S.R.", "UAE", "UK", "US", "USA", "USSR", "Uganda",
    "Ukraine", "Ulaanbaatar", "Ulan Bator", "Ulsan", "Ulster", "United Arab Emirates",
    "United Kingdom", "United States", "United States Minor Outlying Islands", "Upper Nile",
    "Uppsala", "Uruguay", "Urumqi", "Utah", "Utrecht", "Uttar Pradesh", "Uttarakhand", "Uzbekistan",
    "Vaduz", "Valletta", "Valparaiso", "Valparaíso", "Vancouver", "Vanuatu", "Varanasi", "Varna",
    "Vatican", "Vatican City", "Venezuela", "Venice", "Vermont", "Verona", "Vienna", "Vientiane",
    "Vietnam", "Vilnius", "Vladivostok", "Vojvodina", "Volga", "Volgograd", "Wales",
    "Wallis and Futuna", "Wallonia", "Warsaw", "Washington", "Washington D.C.", "Waziristan",
    "Wellington", "West Africa", "West Bank", "West Bengal", "West Germany", "West Jerusalem",
    "West Virginia", "Western Australia", "Western Cape", "Western Europe", "Western Sahara",
    "White House", "Windhoek", "Winnipeg", "Wisconsin", "Wroclaw", "Wuhan", "Wyoming", "Xian",
    "Xinjiang", "Yamoussoukro", "Yangon", "Yaounde", "Yaoundé", "Yekaterinburg", "Yemen", "Yerevan",
    "Yokohama", "Yorkshire", "Yucatan", "Yugoslavia", "Yukon", "Yunnan", "Zagreb", "Zaire",
    "Zambia", "Zanzibar", "Zaporizhia", "Zaporizhzhia", "Zhejiang", "Zimbabwe", "Zurich",
];

/// Organisations that news names without explanation.
#[rustfmt::skip]
pub static ORGANIZATIONS: [&str; 668] = [
    "ABC News", "AC Milan", "AFP", "AMD", "ANC", "ANI", "ANSA", "APEC", "ARD", "ASEAN", "AT&T",
    "Adani Group", "Adidas", "Aeroflot", "AfD", "African Development Bank",
    "African National Congress", "African Union", "Agence France Presse", "Agence France-Presse",
    "Air France", "Air India", "Airbnb", "Airbus", "Al Ahly", "Al Arabiya", "Al Jazeera",
    "Al Qaeda", "Al Shabaab", "Al-Arabiya", "Al-Jazeera", "Al-Qaeda", "Al-Qaida", "Al-Shabaab",
    "Alibaba", "AllAfrica", "Alphabet", "Amazon.com", "American Airlines", "Amnesty",
    "Amnesty International", "Anadolu Agency", "Apple Inc.", "Arab League", "Aramco",
    "ArcelorMittal", "Arsenal", "Asahi Shimbun", "Asian Development Bank", "Associated Press",
    "Aston Villa", "AstraZeneca", "Atletico Madrid", "Audi", "Axios", "BAE Systems", "BBC",
    "BBC News", "BHP Billiton", "BIMSTEC", "BJP", "BMW", "BNP Paribas", "BP", "BRICS", "Baidu",
    "Bangkok Post", "Bank of America", "Bank of England", "Bank of Japan", "Barclays", "Bayer",
    "Bayern Munich", "Bellingcat", "Benfica", "Berkshire Hathaway", "Bernama",
    "Bharatiya Janata Party", "Bill & Melinda Gates Foundation", "BioNTech", "BlackRock",
    "Bloomberg", "Bloomberg News", "Boca Juniors", "Boeing", "Boko Haram", "Borussia Dortmund",
    "Bosch", "Boston Globe", "Boston Red Sox", "British Airways", "Brookings Institution",
    "Bundesbank", "Bundesrat", "Bundestag", "Bundeswehr", "BuzzFeed", "ByteDance", "CAF",
    "CARE International", "CBS", "CBS News", "CDU", "CIA", "CNBC", "CNN", "COMESA", "CONCACAF",
    "CONMEBOL", "CSTO", "CSU", "Cambridge University", "Capitol Police", "Carrefour",
    "Cathay Pacific", "Central Intelligence Agency", "Channel 4", "Chatham House", "Chelsea FC",
    "Chevron", "Chicago Bulls", "Chicago Tribune", "China Daily", "Chosun Ilbo",
    "Christian Democratic Union", "Chrysler", "Cisco", "Citibank", "Citigroup", "Coca-Cola",
    "Columbia University", "Commerzbank", "Committee to Protect Journalists",
    "Commonwealth of Independent States", "Communist Party", "Congress", "Conservative Party",
    "Corriere della Sera", "Council of Europe", "Credit Suisse", "DEA", "DHL", "DPA", "Daesh",
    "Dail", "Daily Mail", "Daily Mirror", "Daily Nation", "Daily Telegraph", "Defence Ministry",
    "Defense Ministry", "Deloitte", "Delta Air Lines", "Democratic Party", "Department of Defense",
    "Department of Homeland Security", "Department of Justice", "Department of State",
    "Der Spiegel", "Deutsche Bank", "Deutsche Telekom", "Deutsche Welle", "Die Welt", "Die Zeit",
    "Doctors Without Borders", "Dow Jones", "Duma", "E.U.", "ECB", "ECHR", "ECOWAS", "EFE", "ELN",
    "EPA", "ESPN", "EU", "East African Community", "EasyJet", "El Mundo", "El País",
    "Emirates Airline", "Equinor", "Ericsson", "Ethiopian Airlines", "Eurojust", "Euronews",
    "European Bank for Reconstruction and Development", "European Central Bank",
    "European Commission", "European Council", "European Investment Bank", "European Parliament",
    "European Union", "Europol", "Exxon", "ExxonMobil", "FAA", "FAO", "FARC", "FBI", "FC Barcelona",
    "FCC", "FDA", "FIFA", "FSB", "FTC", "Facebook", "Fatah", "FedEx",
    "Federal Bureau of Investigation", "Federal Reserve", "Ferrari", "Fiat", "Fidesz",
    "Financial Times", "Flamengo", "Food and Agriculture Organization", "Ford Motor",
    "Ford Motor Co", "Foreign Affairs", "Foreign Ministry", "Foreign Office", "Fox News", "Foxconn",
    "Frankfurter Allgemeine Zeitung", "Free Syrian Army", "Freedom House", "Frontex", "G20", "G7",
    "G8", "GCC", "GCHQ", "GRU", "Gazprom", "General Assembly", "General Electric", "General Motors",
    "Gestapo", "GlaxoSmithKline", "Glencore", "Global Times", "Goldman Sachs", "Google",
    "Green Party", "Greenpeace", "Group of 20", "Group of Seven", "Gulf Cooperation Council",
    "HSBC", "Haaretz", "Hamas", "Harvard", "Harvard University", "Hewlett-Packard", "Hezbollah",
    "Hindustan Times", "Hitachi", "Hizbollah", "Hizbullah", "Homeland Security", "Honda",
    "House of Commons", "House of Lords", "House of Representatives", "Houthis", "Huawei",
    "HuffPost", "Huffington Post", "Human Rights Council", "Human Rights Watch", "Hyundai", "IAAF",
    "IAEA", "IBM", "ICC", "ICJ", "ICRC", "IDF", "IFRC", "IGAD", "IKEA", "ILO", "IMF", "IOC", "IOM",
    "IRA", "IRNA", "ISIL", "ISIS", "ITV", "Ikea", "Infosys", "Instagram", "Intel", "Inter Milan",
    "Inter Press Service", "Inter-American Development Bank", "Interfax", "Interfax-Ukraine",
    "Interior Ministry", "International Atomic Energy Agency",
    "International Committee of the Red Cross", "International Court of Justice",
    "International Criminal Court", "International Crisis Group",
    "International Labour Organization", "International Maritime Organization",
    "International Monetary Fund", "International Olympic Committee",
    "International Organization for Migration", "International Red Cross", "Interpol",
    "Islamic Jihad", "Islamic State", "Israel Defense Forces", "Itar-Tass", "Izvestia", "JP Morgan",
    "JPMorgan", "JPMorgan Chase", "Jakarta Post", "Janjaweed", "Japan Times", "Jerusalem Post",
    "Johnson & Johnson", "Justice Department", "Juventus", "KGB", "KLM", "KPMG", "Kenya Airways",
    "Khmer Rouge", "Knesset", "Kommersant", "Kremlin", "Ku Klux Klan", "Kuomintang",
    "Kyiv Independent", "Kyiv Post", "Kyodo", "Kyodo News", "L'Oreal", "LG Electronics", "LTTE",
    "La Repubblica", "La Stampa", "Labour Party", "Le Figaro", "Le Monde", "Lehman Brothers",
    "Lenovo", "Liberal Democrats", "Likud", "LinkedIn", "Lloyds", "Lockheed Martin", "Lok Sabha",
    "London School of Economics", "London Stock Exchange", "Lord's Resistance Army",
    "Los Angeles Lakers", "Los Angeles Times", "Lufthansa", "Lukoil", "M23", "MI5", "MI6",
    "MINUSMA", "MIT", "MLB", "MONUSCO", "MSF", "MSNBC", "MTN", "Maersk", "Mail & Guardian",
    "Mainichi Shimbun", "Manchester City", "Manchester United", "MasterCard", "Mastercard",
    "McDonald's", "McKinsey", "McLaren", "Mercosur", "Merrill Lynch", "Metropolitan Police",
    "Microsoft", "Mitsubishi", "Moderna", "Monsanto", "Moody's", "Morgan Stanley", "Moscow Times",
    "Mossad", "Motorola", "Muslim Brotherhood", "Médecins Sans Frontières", "NAFTA", "NASA", "NATO",
    "NBA", "NBC", "NBC News", "NCAA", "NFL", "NHK", "NHL", "NHS", "NPR", "NSA", "NYSE", "Nasdaq",
    "National Security Agency", "National Security Council", "Nato", "Nestle", "Nestlé", "Netflix",
    "New York Stock Exchange", "New York Times", "New York Yankees", "Newsweek", "Nike", "Nikkei",
    "Nintendo", "Nissan", "Nokia", "Nordic Council", "Northrop Grumman", "Novartis",
    "Novaya Gazeta", "Nvidia", "OAS", "OCHA", "OECD", "OHCHR", "OIC", "OPCW", "OPEC", "OSCE",
    "OpenAI", "Oracle Corp", "Organisation of Islamic Cooperation",
    "Organization of American States", "Oxfam", "Oxford University", "PA Media", "PBS", "PKK",
    "PLO", "PSG", "PTI", "Palestine Liberation Organization", "Palestinian Authority", "Panasonic",
    "Paris Club", "Paris Saint-Germain", "PayPal", "Pentagon", "People's Daily", "Pepsi", "PepsiCo",
    "PetroChina", "Petrobras", "Peugeot", "Pfizer", "Podemos", "Politico", "Porsche", "Pravda",
    "Premium Times", "Press Association", "Press Trust of India", "PricewaterhouseCoopers",
    "Princeton University", "Procter & Gamble", "Qantas", "Qatar Airways", "Qualcomm", "RAI",
    "RAND Corporation", "RFI", "RIA Novosti", "RTE", "RTÉ", "Radio France Internationale",
    "Radio Free Asia", "Radio Free Europe", "Rajya Sabha", "Rapid Support Forces", "Raytheon",
    "Real Madrid", "Red Crescent", "Red Cross", "Reliance Industries", "Renault",
    "Reporters Without Borders", "Repsol", "Republican Party", "Reuters", "Riksdag", "Rio Tinto",
    "River Plate", "Roche", "Rolls-Royce", "Rosneft", "Royal Dutch Shell", "Russia Today",
    "Ryanair", "SAARC", "SADC", "SEC", "SPD", "SVR", "Safaricom", "Samsung", "Samsung Electronics",
    "Sanofi", "Saudi Aramco", "Save the Children", "Scotland Yard", "Security Council", "Sejm",
    "Senate", "Shin Bet", "Siemens", "Singapore Airlines", "Sinn Fein", "Sinn Féin", "Sinopec",
    "Sky News", "Sky Sports", "Social Democratic Party", "Socialist Party", "Societe Generale",
    "SoftBank", "Sony", "South China Morning Post", "Southwest Airlines", "SpaceX", "Spotify",
    "Standard & Poor's", "Standard Chartered", "Stanford University", "Starbucks", "Stasi",
    "State Department", "State Duma", "Statoil", "Storting", "Straits Times",
    "Sueddeutsche Zeitung", "Supreme Court", "Syrian Democratic Forces", "Syriza",
    "Süddeutsche Zeitung", "TASS", "TSMC", "Taliban", "Tamil Tigers", "Tass", "Tata Group",
    "Tata Motors", "Tata Steel", "Telefonica", "Telefónica", "Telegram", "Tencent", "Tesco",
    "Tesla", "Thomson Reuters", "Thyssenkrupp", "TikTok", "Time Warner", "Times of India",
    "Times of Israel", "Toshiba", "TotalEnergies", "Tottenham Hotspur", "Toyota",
    "Transparency International", "Treasury Department", "Turkish Airlines", "Twitter", "U.N.",
    "UBS", "UEFA", "UN", "UN General Assembly", "UN Human Rights Council", "UN Security Council",
    "UNAIDS", "UNCTAD", "UNDP", "UNEP", "UNESCO", "UNFPA", "UNHCR", "UNICEF", "UNIDO", "UNIFIL",
    "UNMISS", "UNODC", "UNRWA", "USA Today", "Uber", "Ukrinform", "Unesco", "Unicef", "Unilever",
    "United Airlines", "United Nations", "Vale SA", "Vanity Fair", "Verkhovna Rada", "Viacom",
    "Viet Cong", "Vodafone", "Voice of America", "Volkswagen", "WADA", "WFP", "WHO", "WTO", "WWF",
    "Wagner Group", "Wal-Mart", "Wall Street Journal", "Walmart", "Walt Disney", "Washington Post",
    "Wehrmacht", "Wells Fargo", "WhatsApp", "Wikipedia", "Wipro", "World Bank",
    "World Economic Forum", "World Food Programme", "World Health Organization",
    "World Trade Organisation", "World Trade Organization", "World Vision", "World Wildlife Fund",
    "Xiaomi", "Xinhua", "Xinhua News Agency", "YPG", "Yahoo", "Yale", "Yale University", "Ynet",
    "Yomiuri Shimbun", "Yonhap", "Yonhap News Agency", "YouTube", "ZANU-PF", "ZDF", "ZTE",
    "Zamalek", "al Qaeda", "al-Qaeda", "al-Qaida", "al-Shabaab", "al-Shabab", "eBay",
];

/// Whether the sorted `list` holds `word`.
pub fn holds(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Whether `word` is the adjective or noun of a nation, region or faith, singular or plural.
pub fn is_demonym(word: &str) -> bool {
    holds(&DEMONYMS, word) || word.strip_suffix('s').is_some_and(|one| holds(&DEMONYMS, one))
}

/// Whether the word is part of a title, capitalised or not.
pub fn is_title(word: &str) -> bool {
    if holds(&TITLES, word) {
        return true;
    }
    let mut letters = word.chars();
    let Some(first) = letters.next().filter(char::is_ascii_lowercase) else { return false };
    let mut capital = String::with_capacity(word.len());
    capital.push(first.to_ascii_uppercase());
    capital.push_str(letters.as_str());
    holds(&TITLES, &capital)
}

/// What a phrase names on its own wherever it stands, if anything.
pub fn well_known(phrase: &str) -> Option<EntityKind> {
    match phrase {
        "U. S." | "U. S. A." | "U. K." | "U. A. E." | "U. S. S. R." => {
            return Some(EntityKind::Place);
        }
        "U. N." | "E. U." => return Some(EntityKind::Organization),
        _ => {}
    }
    if holds(&PLACES, phrase) {
        Some(EntityKind::Place)
    } else if holds(&ORGANIZATIONS, phrase) {
        Some(EntityKind::Organization)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_so_that_look_ups_find() {
        let lists: [&[&str]; 12] = [
            &COMMON_NOUNS,
            &NATION_CODES,
            &OFFICES,
            &OCCASIONS,
            &DEMONYMS,
            &TITLES,
            &NEVER_NAMES,
            &FACILITIES,
            &BODIES,
            &PARTICLES,
            &PLACES,
            &ORGANIZATIONS,
        ];
        for list in lists {
            assert!(list.is_sorted_by(|left, right| left < right), "{list:?}");
        }
    }

    #[test]
    fn demonyms_are_found_in_both_numbers() {
        assert!(is_demonym("Norwegian") && is_demonym("Norwegians") && !is_demonym("Norway"));
    }
}
