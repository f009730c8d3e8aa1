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
pub const NEVER_NAMES: [&str; 267] = [
    "A", "AI", "AIDS", "ALSO", "AM", "About", "Above", "According", "Across", "Additionally",
    "After", "Again", "Against", "All", "Along", "Also", "Although", "Among", "An", "And",
    "Another", "Apr", "Apr.", "April", "Around", "As", "At", "Aug", "Aug.", "August", "BREAKING",
    "BST", "Because", "Before", "Below", "Between", "Bible", "Both", "Breaking", "But", "By", "CEO",
    "CEST", "CET", "CFO", "COVID", "COVID-19", "Caption", "Christmas", "Covid", "DVD", "Dec",
    "Dec.", "December", "Despite", "Diwali", "Down", "Dr", "During", "EDT", "EST", "EUR", "Each",
    "Earlier", "Earth", "East", "Easter", "Eid", "Eight", "English-language", "Euro", "Even",
    "Every", "FAQ", "Feb", "Feb.", "February", "Few", "File", "First", "Five", "For", "Four", "Fri",
    "Fri.", "Friday", "From", "Further", "Furthermore", "GBP", "GDP", "GMT", "God", "HIV",
    "Halloween", "Hanukkah", "He", "Her", "Here", "His", "How", "However", "I", "ID", "If", "Image",
    "In", "Internet", "Into", "It", "Its", "Jan", "Jan.", "January", "Jul", "Jul.", "July", "Jun",
    "Jun.", "June", "Just", "Koran", "Later", "Like", "Listen", "Many", "Mar", "Mar.", "March",
    "May", "Meanwhile", "Mon", "Mon.", "Monday", "Moreover", "Most", "Mr", "Mrs", "Ms", "My",
    "NEWS", "Nevertheless", "Nine", "No", "Nor", "North", "Not", "Nov", "Nov.", "November", "Now",
    "OK", "Oct", "Oct.", "October", "Of", "Off", "On", "Once", "One", "Only", "Onto", "Or", "Other",
    "Our", "Out", "Over", "PDF", "PHOTO", "PM", "PST", "Passover", "Photo", "Q&A", "Quran", "READ",
    "Ramadan", "Read", "Sat", "Sat.", "Saturday", "Second", "See", "Sep", "Sep.", "Sept", "Sept.",
    "September", "Seven", "Several", "Share", "Sharia", "She", "Since", "Sir", "Six", "So", "Some",
    "Source", "South", "Still", "Such", "Sun", "Sun.", "Sunday", "TV", "Ten", "Thanksgiving",
    "That", "The", "Their", "Then", "There", "These", "They", "Third", "This", "Those", "Though",
    "Three", "Through", "Throughout", "Thu", "Thu.", "Thurs.", "Thursday", "To", "Today",
    "Tomorrow", "Torah", "Tue", "Tue.", "Tues.", "Tuesday", "Two", "UPDATE", "USD", "UTC", "Under",
    "Unless", "Until", "Up", "Update", "Upon", "VAT", "Video", "Watch", "We", "Wed", "Wed.",
    "Wednesday", "West", "Western", "What", "When", "Where", "While", "Who", "Why", "With",
    "Within", "Without", "Yes", "Yesterday", "Yet", "You", "Your",
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

/// Small words inside personal names.
#[rustfmt::skip]
pub const PARTICLES: [&str; 32] = [
    "abu", "af", "al", "al-", "av", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den",
    "der", "di", "dos", "du", "e", "el", "el-", "ibn", "la", "le", "ten", "ter", "van", "von", "y",
    "zu", "zum", "zur",
];

/// Countries, regions of the world, capitals and other cities that news names without explanation.
#[rustfmt::skip]
pub const PLACES: [&str; 535] = [
    "Abidjan", "Abkhazia", "Abu Dhabi", "Abuja", "Accra", "Addis Ababa", "Afghanistan", "Africa",
    "Aland Islands", "Albania", "Algeria", "Algiers", "America", "American Samoa", "Amman",
    "Amsterdam", "Andorra", "Angola", "Anguilla", "Ankara", "Antananarivo", "Antarctica",
    "Antigua and Barbuda", "Arctic", "Argentina", "Armenia", "Aruba", "Ashgabat", "Asia", "Asmara",
    "Astana", "Asuncion", "Asunción", "Athens", "Australia", "Austria", "Azerbaijan", "Baghdad",
    "Bahamas", "Bahrain", "Baku", "Balkans", "Baltics", "Bamako", "Bangkok", "Bangladesh", "Bangui",
    "Banjul", "Barbados", "Barcelona", "Bavaria", "Beijing", "Beirut", "Belarus", "Belfast",
    "Belgium", "Belgrade", "Belize", "Belmopan", "Benin", "Berlin", "Bermuda", "Bern", "Berne",
    "Bhutan", "Bishkek", "Bissau", "Black Sea", "Bogota", "Bogotá", "Bolivia",
    "Bosnia and Herzegovina", "Botswana", "Bouvet Island", "Brasilia", "Brasília", "Bratislava",
    "Brazil", "Brazzaville", "Bridgetown", "Britain", "British Indian Ocean Territory",
    "British Virgin Islands", "Brunei", "Brussels", "Bucharest", "Budapest", "Buenos Aires",
    "Bujumbura", "Bulgaria", "Burkina Faso", "Burma", "Burundi", "Cabo Verde", "Cairo", "Cambodia",
    "Cameroon", "Canada", "Canberra", "Cape Town", "Caracas", "Cardiff", "Caribbean", "Catalonia",
    "Caucasus", "Cayman Islands", "Central African Republic", "Central America", "Central Asia",
    "Chechnya", "Chicago", "Chile", "China", "Chisinau", "Chișinău", "Christmas Island",
    "Cocos Islands", "Colombia", "Colombo", "Comoros", "Conakry", "Cook Islands", "Copenhagen",
    "Costa Rica", "Crimea", "Croatia", "Cuba", "Curacao", "Cyprus", "Czech Republic", "Czechia",
    "DPRK", "DRC", "Dakar", "Damascus", "Delhi", "Democratic Republic of Congo",
    "Democratic Republic of the Congo", "Denmark", "Dhaka", "Dili", "Djibouti", "Dodoma", "Doha",
    "Dominican Republic", "Donbas", "Donbass", "Donetsk", "Dubai", "Dublin", "Dushanbe",
    "East Africa", "Eastern Europe", "Ecuador", "Edinburgh", "Egypt", "El Salvador", "England",
    "Equatorial Guinea", "Eritrea", "Estonia", "Eswatini", "Ethiopia", "Europe", "Falkland Islands",
    "Faroe Islands", "Fiji", "Finland", "France", "Frankfurt", "Freetown", "French Guiana",
    "French Polynesia", "French Southern Territories", "Gabon", "Gaborone", "Gambia", "Gaza",
    "Gaza Strip", "Geneva", "Germany", "Ghana", "Gibraltar", "Gitega", "Golan Heights", "Greece",
    "Greenland", "Guadeloupe", "Guam", "Guatemala", "Guatemala City", "Guernsey", "Guinea-Bissau",
    "Guyana", "Hague", "Haiti", "Hamburg", "Hanoi", "Harare", "Havana",
    "Heard Island and McDonald Islands", "Helsinki", "Holland", "Holy See", "Honduras", "Hong Kong",
    "Horn of Africa", "Hungary", "Iceland", "India", "Indonesia", "Iran", "Iraq", "Ireland",
    "Islamabad", "Isle of Man", "Israel", "Istanbul", "Italy", "Ivory Coast", "Jakarta", "Jamaica",
    "Japan", "Jeddah", "Jerusalem", "Johannesburg", "Juba", "Kabul", "Kampala", "Kashmir",
    "Kathmandu", "Kazakhstan", "Kenya", "Kharkiv", "Khartoum", "Kiev", "Kigali", "Kinshasa",
    "Kiribati", "Kosovo", "Kuala Lumpur", "Kurdistan", "Kuwait", "Kuwait City", "Kyiv",
    "Kyrgyzstan", "La Paz", "Lagos", "Laos", "Latin America", "Latvia", "Lebanon", "Lesotho",
    "Liberia", "Libreville", "Libya", "Liechtenstein", "Lilongwe", "Lisbon", "Lithuania",
    "Ljubljana", "Lomé", "London", "Los Angeles", "Luanda", "Luhansk", "Lusaka", "Luxembourg",
    "Lviv", "Macao", "Macedonia", "Madagascar", "Madrid", "Maghreb", "Malawi", "Malaysia",
    "Maldives", "Mali", "Malta", "Managua", "Manama", "Manhattan", "Manila", "Maputo",
    "Marshall Islands", "Martinique", "Maseru", "Mauritania", "Mauritius", "Mayotte",
    "Mediterranean", "Mexico", "Mexico City", "Micronesia", "Middle East", "Milan", "Minsk",
    "Mogadishu", "Moldova", "Monaco", "Mongolia", "Monrovia", "Montenegro", "Montevideo",
    "Montreal", "Montserrat", "Morocco", "Moroni", "Moscow", "Mozambique", "Mumbai", "Munich",
    "Muscat", "Myanmar", "N'Djamena", "Nagorno-Karabakh", "Nairobi", "Namibia", "Naples", "Nassau",
    "Nauru", "Naypyidaw", "Nepal", "Netherlands", "Netherlands Antilles", "New Caledonia",
    "New Delhi", "New York", "New Zealand", "Niamey", "Nicaragua", "Nicosia", "Nigeria", "Niue",
    "Norfolk Island", "North Africa", "North America", "North Korea", "North Macedonia",
    "Northern Ireland", "Northern Mariana Islands", "Norway", "Nouakchott", "Oceania", "Odesa",
    "Odessa", "Oman", "Oslo", "Ottawa", "Ouagadougou", "PRC", "Pakistan", "Palau", "Palestine",
    "Palestinian Territory", "Panama", "Panama City", "Papua New Guinea", "Paraguay", "Paramaribo",
    "Paris", "Persian Gulf", "Peru", "Philippines", "Phnom Penh", "Pitcairn", "Podgorica", "Poland",
    "Port Louis", "Port Moresby", "Port-au-Prince", "Porto-Novo", "Portugal", "Prague", "Pretoria",
    "Pristina", "Puerto Rico", "Pyongyang", "Qatar", "Quito", "Rabat", "Rafah", "Ramallah",
    "Red Sea", "Republic of Congo", "Republic of Ireland", "Republic of the Congo", "Reykjavik",
    "Reykjavík", "Riga", "Riyadh", "Romania", "Rome", "Russia", "Rwanda", "Sahel",
    "Saint Barthelemy", "Saint Helena", "Saint Kitts and Nevis", "Saint Lucia", "Saint Martin",
    "Saint Petersburg", "Saint Pierre and Miquelon", "Saint Vincent and the Grenadines", "Samoa",
    "San Marino", "San Salvador", "Sana'a", "Sanaa", "Santo Domingo", "Sao Tome and Principe",
    "Sarajevo", "Saudi Arabia", "Scandinavia", "Scotland", "Senegal", "Seoul", "Serbia",
    "Serbia and Montenegro", "Seychelles", "Shanghai", "Siberia", "Sicily", "Sierra Leone",
    "Singapore", "Sint Maarten", "Skopje", "Slovakia", "Slovenia", "Solomon Islands", "Somalia",
    "South Africa", "South America", "South China Sea",
    "South Georgia and the South Sandwich Islands", "South Korea", "South Ossetia", "South Sudan",
    "Southeast Asia", "Soviet Union", "Spain", "Sri Lanka", "St. Petersburg", "Stockholm",
    "Strasbourg", "Sucre", "Sudan", "Suriname", "Suva", "Svalbard and Jan Mayen", "Sweden",
    "Switzerland", "Syria", "Taipei", "Taiwan", "Tajikistan", "Tallinn", "Tanzania", "Tashkent",
    "Tbilisi", "Tegucigalpa", "Tehran", "Tel Aviv", "Thailand", "Thimphu", "Tibet", "Timor Leste",
    "Tirana", "Togo", "Tokelau", "Tokyo", "Tonga", "Toronto", "Transnistria", "Trinidad and Tobago",
    "Tripoli", "Tunis", "Tunisia", "Turkey", "Turkmenistan", "Turks and Caicos Islands", "Tuvalu",
    "Türkiye", "U.A.E.", "U.K.", "U.S.", "U.S. Virgin Islands", "U.S.A.", "U.S.S.R.", "UAE", "UK",
    "US", "USA", "USSR", "Uganda", "Ukraine", "Ulaanbaatar", "Ulan Bator", "United Arab Emirates",
    "United Kingdom", "United States", "United States Minor Outlying Islands", "Uruguay",
    "Uzbekistan", "Vaduz", "Valletta", "Vanuatu", "Vatican", "Vatican City", "Venezuela", "Vienna",
    "Vientiane", "Vietnam", "Vilnius", "Wales", "Wallis and Futuna", "Warsaw", "Washington",
    "Wellington", "West Africa", "West Bank", "Western Europe", "Western Sahara", "Windhoek",
    "Xinjiang", "Yamoussoukro", "Yangon", "Yaounde", "Yaoundé", "Yemen", "Yerevan", "Zagreb",
    "Zambia", "Zimbabwe", "Zurich",
];

/// Organisations that news names without explanation.
#[rustfmt::skip]
pub const ORGANIZATIONS: [&str; 136] = [
    "AFP", "ANSA", "ASEAN", "African Union", "Agence France-Presse", "Al Jazeera", "Amazon.com",
    "Amnesty International", "Anadolu Agency", "Arab League", "Associated Press", "BBC", "BRICS",
    "Bloomberg", "Boko Haram", "CBS", "CIA", "CNN", "DPA", "Defence Ministry", "Defense Ministry",
    "Der Spiegel", "Deutsche Welle", "E.U.", "ECB", "ECHR", "EU", "El País", "Eurojust",
    "European Commission", "European Council", "European Parliament", "European Union", "Europol",
    "FBI", "FIFA", "FSB", "Facebook", "Financial Times", "Foreign Ministry", "Foreign Office",
    "Fox News", "Frontex", "GRU", "Google", "Greenpeace", "Hamas", "Hezbollah", "House of Commons",
    "House of Lords", "House of Representatives", "Human Rights Watch", "IAEA", "ICC", "ICJ", "IMF",
    "IOC", "Instagram", "Interfax", "Interior Ministry", "International Court of Justice",
    "International Criminal Court", "International Monetary Fund", "Interpol", "Islamic State",
    "Justice Department", "KGB", "Kremlin", "Kyodo News", "La Repubblica", "Le Monde", "MI5", "MI6",
    "Microsoft", "Médecins Sans Frontières", "NASA", "NATO", "NBC", "NPR", "NSA", "Nato",
    "New York Times", "OECD", "OPEC", "OSCE", "Oxfam", "PBS", "Pentagon", "Politico",
    "Press Trust of India", "RIA Novosti", "Red Cross", "Reuters", "SVR", "Security Council",
    "Sky News", "State Department", "State Duma", "Supreme Court", "TASS", "Taliban", "Tass",
    "Telegram", "TikTok", "Treasury Department", "Twitter", "U.N.", "UEFA", "UN",
    "UN General Assembly", "UN Security Council", "UNESCO", "UNHCR", "UNICEF", "UNRWA", "Unesco",
    "Unicef", "United Nations", "Verkhovna Rada", "WFP", "WHO", "WTO", "Wagner Group",
    "Wall Street Journal", "Washington Post", "WhatsApp", "White House", "Wikipedia", "World Bank",
    "World Food Programme", "World Health Organization", "World Trade Organisation",
    "World Trade Organization", "Xinhua", "Yonhap", "YouTube",
];

/// Whether the sorted `list` holds `word`.
pub fn holds(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Whether `word` is the adjective or noun of a nation, region or faith, singular or plural.
pub fn is_demonym(word: &str) -> bool {
    holds(&DEMONYMS, word) || word.strip_suffix('s').is_some_and(|one| holds(&DEMONYMS, one))
}

/// What a phrase names on its own wherever it stands, if anything.
pub fn well_known(phrase: &str) -> Option<EntityKind> {
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
        let lists: [&[&str]; 8] = [
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
