//! General knowledge of news outlets: which country they work from. Used to read zone abbreviations
//! and the order of day and month; never to recognise a text.

/// Countries whose dates or zone abbreviations need telling apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Country {
    /// Australia.
    Australia,
    /// Bangladesh.
    Bangladesh,
    /// Canada.
    Canada,
    /// China.
    China,
    /// The Arab states of the Gulf.
    Gulf,
    /// India.
    India,
    /// Ireland.
    Ireland,
    /// Israel.
    Israel,
    /// Pakistan.
    Pakistan,
    /// The Philippines.
    Philippines,
    /// Singapore.
    Singapore,
    /// The United Kingdom.
    UnitedKingdom,
    /// The United States.
    UnitedStates,
    /// Any other, where dates are written day first and no abbreviation is shared.
    Other,
}

/// Well-known outlets, lower case without "the".
#[rustfmt::skip]
const OUTLETS: &[(Country, &[&str])] = &[
    (
        Country::India,
        &[
            "times of india", "hindu", "hindustan times", "indian express", "ndtv",
            "india today", "republic world", "republic tv", "news18", "wion", "firstpost",
            "mint", "livemint", "economic times", "business standard", "deccan herald",
            "deccan chronicle", "telegraph india", "scroll", "scroll.in", "the wire",
            "the quint", "ani", "pti", "zee news", "abp live", "abp news", "aaj tak",
            "dna india", "the print", "theprint", "moneycontrol", "outlook india",
            "free press journal", "the statesman", "tribune india", "times now", "cnbc-tv18",
            "business today", "the week", "mathrubhumi", "onmanorama", "new indian express",
            "oneindia", "financial express", "cnn-news18", "mid-day", "opindia", "swarajya",
            "jagran", "amar ujala",
        ],
    ),
    (
        Country::Ireland,
        &[
            "irish times", "rte", "rté", "rté news", "irish independent", "independent.ie",
            "irish examiner", "thejournal.ie", "the journal", "irish mirror", "breakingnews.ie",
            "newstalk",
        ],
    ),
    (
        Country::Israel,
        &[
            "haaretz", "jerusalem post", "times of israel", "ynet", "ynetnews", "i24news",
            "israel hayom", "arutz sheva", "israel national news", "globes", "kan",
        ],
    ),
    (
        Country::UnitedKingdom,
        &[
            "bbc", "bbc news", "guardian", "times", "sunday times", "daily telegraph",
            "telegraph", "independent", "daily mail", "mailonline", "mail online",
            "daily mirror", "mirror", "sun", "financial times", "ft", "economist", "sky news",
            "itv news", "itv", "channel 4 news", "evening standard", "standard", "express",
            "daily express", "metro", "scotsman", "herald", "new statesman", "spectator",
            "i paper", "middle east eye", "reuters", "morning star", "daily star", "city am",
            "gb news", "belfast telegraph", "wales online", "manchester evening news",
            "liverpool echo", "open democracy", "bellingcat",
        ],
    ),
    (
        Country::UnitedStates,
        &[
            "new york times", "washington post", "wall street journal", "wsj", "usa today",
            "cnn", "fox news", "nbc news", "abc news", "cbs news", "msnbc", "npr", "pbs",
            "pbs newshour", "associated press", "ap", "ap news", "bloomberg", "politico",
            "axios", "the hill", "vox", "slate", "salon", "newsweek", "time", "time magazine",
            "the atlantic", "atlantic", "new yorker", "los angeles times", "chicago tribune",
            "boston globe", "new york post", "daily beast", "huffpost", "buzzfeed news",
            "business insider", "insider", "forbes", "fortune", "cnbc", "propublica",
            "the intercept", "voice of america", "voa", "radio free europe", "rfe/rl",
            "foreign policy", "foreign affairs", "breitbart", "newsmax", "the daily caller",
            "upi", "yahoo news", "san francisco chronicle", "miami herald", "seattle times",
            "dallas morning news", "houston chronicle", "philadelphia inquirer", "star tribune",
            "denver post", "semafor", "national review", "mother jones", "the nation", "reason",
            "rolling stone", "vice", "vice news", "wired", "the verge", "techcrunch",
        ],
    ),
    (
        Country::China,
        &[
            "xinhua", "global times", "china daily", "cgtn", "people's daily", "caixin",
            "sixth tone", "china news service", "cctv",
        ],
    ),
    (
        Country::Bangladesh,
        &[
            "daily star bangladesh", "dhaka tribune", "bdnews24", "bdnews24.com", "prothom alo",
            "new age", "financial express bangladesh", "bangladesh sangbad sangstha",
        ],
    ),
    (
        Country::Pakistan,
        &[
            "dawn", "geo news", "geo tv", "express tribune", "the news international",
            "ary news", "samaa", "the nation pakistan", "pakistan today", "business recorder",
            "dunya news",
        ],
    ),
    (
        Country::Philippines,
        &[
            "rappler", "inquirer.net", "philippine daily inquirer", "philstar",
            "philippine star", "gma news", "abs-cbn", "abs-cbn news", "manila times",
            "manila bulletin",
        ],
    ),
    (
        Country::Australia,
        &[
            "abc news australia", "sydney morning herald", "age", "australian", "sbs news",
            "news.com.au", "nine news", "9news", "7news", "guardian australia",
            "australian financial review",
        ],
    ),
    (
        Country::Canada,
        &[
            "cbc", "cbc news", "globe and mail", "toronto star", "national post", "ctv news",
            "global news", "toronto sun", "macleans", "canadian press",
        ],
    ),
    (
        Country::Gulf,
        &[
            "al jazeera", "al arabiya", "al arabiya english", "arab news", "gulf news",
            "khaleej times", "the national", "gulf times", "saudi gazette", "asharq al-awsat",
            "kuwait times",
        ],
    ),
    (
        Country::Singapore,
        &["straits times", "channel newsasia", "cna", "today online", "mothership"],
    ),
    (
        Country::Other,
        &[
            "deutsche welle", "dw", "france 24", "france24", "le monde", "afp", "euronews",
            "der spiegel", "spiegel international", "tass", "interfax", "rt", "sputnik",
            "moscow times", "meduza", "novaya gazeta", "kyiv independent", "kyiv post",
            "ukrinform", "ukrainska pravda", "unian", "anadolu agency", "anadolu", "aa",
            "daily sabah", "hurriyet daily news", "hürriyet daily news", "trt world", "trt",
            "punch", "vanguard", "premium times", "daily maverick", "news24",
            "nation africa", "the standard kenya", "nhk", "nhk world", "japan times",
            "nikkei asia", "kyodo news", "asahi shimbun", "korea herald", "yonhap",
            "korea times", "south china morning post", "scmp", "bangkok post", "jakarta post",
            "vietnam news", "el país", "el pais", "corriere della sera", "ansa",
            "politico europe", "swissinfo", "the local", "new zealand herald", "rnz", "stuff",
            "tolo news", "tehran times", "press tv", "al-monitor", "the new arab",
            "egypt independent", "ahram online",
        ],
    ),
];

/// Words in an outlet's name that tell its country.
#[rustfmt::skip]
const NAME_WORDS: &[(Country, &[&str])] = &[
    (
        Country::India,
        &[
            "india", "indian", "hindustan", "bharat", "delhi", "mumbai", "kolkata", "chennai",
            "bengaluru", "bangalore", "hyderabad", "kerala", "punjab", "kashmir",
        ],
    ),
    (Country::Ireland, &["ireland", "irish", "dublin", "cork", "galway", "limerick"]),
    (Country::Israel, &["israel", "israeli", "jerusalem", "haifa"]),
    (
        Country::UnitedKingdom,
        &[
            "uk", "british", "britain", "london", "scottish", "scotland", "wales", "yorkshire",
            "edinburgh", "glasgow",
        ],
    ),
    (
        Country::UnitedStates,
        &[
            "usa", "us", "american", "america", "york", "washington", "chicago", "boston",
            "texas", "california", "angeles", "francisco", "miami", "seattle", "denver",
            "philadelphia", "atlanta",
        ],
    ),
    (Country::China, &["china", "chinese", "beijing", "shanghai", "shenzhen"]),
    (Country::Bangladesh, &["bangladesh", "dhaka", "bangla"]),
    (Country::Pakistan, &["pakistan", "karachi", "lahore", "islamabad"]),
    (Country::Philippines, &["philippine", "philippines", "manila", "cebu"]),
    (
        Country::Australia,
        &["australia", "australian", "sydney", "melbourne", "brisbane", "canberra"],
    ),
    (Country::Canada, &["canada", "canadian", "toronto", "vancouver", "montreal", "ottawa"]),
    (Country::Gulf, &["gulf", "dubai", "emirates", "qatar", "kuwait", "saudi", "bahrain", "oman"]),
    (Country::Singapore, &["singapore", "straits"]),
];

/// Country domains of the Internet.
const DOMAINS: &[(&str, Country)] = &[
    ("in", Country::India),
    ("ie", Country::Ireland),
    ("il", Country::Israel),
    ("uk", Country::UnitedKingdom),
    ("us", Country::UnitedStates),
    ("gov", Country::UnitedStates),
    ("cn", Country::China),
    ("bd", Country::Bangladesh),
    ("pk", Country::Pakistan),
    ("ph", Country::Philippines),
    ("au", Country::Australia),
    ("ca", Country::Canada),
    ("ae", Country::Gulf),
    ("qa", Country::Gulf),
    ("sa", Country::Gulf),
    ("kw", Country::Gulf),
    ("om", Country::Gulf),
    ("bh", Country::Gulf),
    ("sg", Country::Singapore),
    ("de", Country::Other),
    ("fr", Country::Other),
    ("ng", Country::Other),
    ("za", Country::Other),
    ("ke", Country::Other),
    ("ua", Country::Other),
    ("ru", Country::Other),
    ("tr", Country::Other),
    ("it", Country::Other),
    ("es", Country::Other),
    ("nl", Country::Other),
    ("pl", Country::Other),
    ("eu", Country::Other),
    ("nz", Country::Other),
    ("gh", Country::Other),
    ("ch", Country::Other),
    ("at", Country::Other),
    ("be", Country::Other),
    ("se", Country::Other),
    ("no", Country::Other),
    ("dk", Country::Other),
    ("fi", Country::Other),
];

fn bare(name: &str) -> String {
    let name = super::words::folded(name);
    name.strip_prefix("the ").map_or(name.clone(), str::to_owned)
}

/// Whether the name is that of a well-known outlet.
pub fn is_known(name: &str) -> bool {
    let name = name.to_lowercase();
    let without = bare(&name);
    OUTLETS
        .iter()
        .any(|(_, outlets)| outlets.contains(&without.as_str()) || outlets.contains(&name.as_str()))
}

/// The country an outlet of this name works from: by the table, else by a word of its name.
pub fn country_of(name: &str) -> Option<Country> {
    let name = bare(name);
    let with_article = format!("the {name}");
    let listed = OUTLETS.iter().find(|(_, outlets)| {
        outlets.contains(&name.as_str()) || outlets.contains(&with_article.as_str())
    });
    listed.map(|entry| entry.0).or_else(|| by_word(&name))
}

/// The country a place name such as a dateline's city tells.
pub fn by_word(name: &str) -> Option<Country> {
    let lower = name.to_lowercase();
    let mut found = None;
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let country =
            NAME_WORDS.iter().find(|(_, words)| words.contains(&word)).map(|entry| entry.0);
        match (found, country) {
            (Some(one), Some(other)) if one != other => return None,
            (None, Some(country)) => found = Some(country),
            _ => {}
        }
    }
    found
}

/// The country of a web address, by its domain.
pub fn of_url(url: &str) -> Option<Country> {
    let host = url.split("://").last()?.split(['/', '?', '#', ':']).next()?;
    let last = host.rsplit('.').next()?.to_lowercase();
    DOMAINS.iter().find(|(domain, _)| *domain == last).map(|entry| entry.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_come_from_names_words_and_domains() {
        assert_eq!(country_of("The Irish Times"), Some(Country::Ireland));
        assert_eq!(country_of("Mumbai Evening Lantern"), Some(Country::India));
        assert_eq!(country_of("The Marsk Courier"), None);
        assert_eq!(by_word("London Delhi Review"), None);
        assert_eq!(of_url("https://news.example.co.uk/a/b"), Some(Country::UnitedKingdom));
    }
}
