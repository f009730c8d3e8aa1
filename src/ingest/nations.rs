//! Peoples and their countries: "Ukrainian" says that Ukraine takes part. Demonyms are no names of
//! their own, but they say whose delegation, minister or army is meant.

/// Country and its demonyms (adjective first, then people where it differs). Source: the country
/// names and adjectives in common English use.
const NATIONS: &[(&str, &[&str])] = &[
    ("Afghanistan", &["Afghan"]),
    ("Albania", &["Albanian"]),
    ("Algeria", &["Algerian"]),
    ("Argentina", &["Argentine", "Argentinian"]),
    ("Armenia", &["Armenian"]),
    ("Australia", &["Australian"]),
    ("Austria", &["Austrian"]),
    ("Azerbaijan", &["Azerbaijani", "Azeri"]),
    ("Bangladesh", &["Bangladeshi"]),
    ("Belarus", &["Belarusian"]),
    ("Belgium", &["Belgian"]),
    ("Bolivia", &["Bolivian"]),
    ("Bosnia and Herzegovina", &["Bosnian"]),
    ("Brazil", &["Brazilian"]),
    ("Bulgaria", &["Bulgarian"]),
    ("Cambodia", &["Cambodian"]),
    ("Cameroon", &["Cameroonian"]),
    ("Canada", &["Canadian"]),
    ("Chad", &["Chadian"]),
    ("Chile", &["Chilean"]),
    ("China", &["Chinese"]),
    ("Colombia", &["Colombian"]),
    ("Croatia", &["Croatian", "Croat"]),
    ("Cuba", &["Cuban"]),
    ("Cyprus", &["Cypriot"]),
    ("Czech Republic", &["Czech"]),
    ("Denmark", &["Danish", "Dane"]),
    ("Ecuador", &["Ecuadorian"]),
    ("Egypt", &["Egyptian"]),
    ("Eritrea", &["Eritrean"]),
    ("Estonia", &["Estonian"]),
    ("Ethiopia", &["Ethiopian"]),
    ("Finland", &["Finnish", "Finn"]),
    ("France", &["French", "Frenchman", "Frenchwoman"]),
    ("Georgia", &["Georgian"]),
    ("Germany", &["German"]),
    ("Ghana", &["Ghanaian"]),
    ("Greece", &["Greek"]),
    ("Haiti", &["Haitian"]),
    ("Hungary", &["Hungarian"]),
    ("Iceland", &["Icelandic", "Icelander"]),
    ("India", &["Indian"]),
    ("Indonesia", &["Indonesian"]),
    ("Iran", &["Iranian"]),
    ("Iraq", &["Iraqi"]),
    ("Ireland", &["Irish"]),
    ("Israel", &["Israeli"]),
    ("Italy", &["Italian"]),
    ("Jamaica", &["Jamaican"]),
    ("Japan", &["Japanese"]),
    ("Jordan", &["Jordanian"]),
    ("Kazakhstan", &["Kazakh", "Kazakhstani"]),
    ("Kenya", &["Kenyan"]),
    ("Kosovo", &["Kosovar", "Kosovan"]),
    ("Kuwait", &["Kuwaiti"]),
    ("Kyrgyzstan", &["Kyrgyz"]),
    ("Laos", &["Laotian"]),
    ("Latvia", &["Latvian"]),
    ("Lebanon", &["Lebanese"]),
    ("Libya", &["Libyan"]),
    ("Lithuania", &["Lithuanian"]),
    ("Malaysia", &["Malaysian"]),
    ("Mali", &["Malian"]),
    ("Malta", &["Maltese"]),
    ("Mexico", &["Mexican"]),
    ("Moldova", &["Moldovan"]),
    ("Mongolia", &["Mongolian"]),
    ("Morocco", &["Moroccan"]),
    ("Mozambique", &["Mozambican"]),
    ("Myanmar", &["Burmese"]),
    ("Nepal", &["Nepali", "Nepalese"]),
    ("Netherlands", &["Dutch"]),
    ("New Zealand", &["New Zealander"]),
    ("Nicaragua", &["Nicaraguan"]),
    ("Niger", &["Nigerien"]),
    ("Nigeria", &["Nigerian"]),
    ("North Korea", &["North Korean"]),
    ("Norway", &["Norwegian"]),
    ("Pakistan", &["Pakistani"]),
    ("Panama", &["Panamanian"]),
    ("Peru", &["Peruvian"]),
    ("Philippines", &["Philippine", "Filipino"]),
    ("Poland", &["Polish", "Pole"]),
    ("Portugal", &["Portuguese"]),
    ("Qatar", &["Qatari"]),
    ("Romania", &["Romanian"]),
    ("Russia", &["Russian"]),
    ("Rwanda", &["Rwandan"]),
    ("Saudi Arabia", &["Saudi", "Saudi Arabian"]),
    ("Senegal", &["Senegalese"]),
    ("Serbia", &["Serbian", "Serb"]),
    ("Singapore", &["Singaporean"]),
    ("Slovakia", &["Slovak", "Slovakian"]),
    ("Slovenia", &["Slovenian", "Slovene"]),
    ("Somalia", &["Somali"]),
    ("South Africa", &["South African"]),
    ("South Korea", &["South Korean"]),
    ("South Sudan", &["South Sudanese"]),
    ("Spain", &["Spanish", "Spaniard"]),
    ("Sri Lanka", &["Sri Lankan"]),
    ("Sudan", &["Sudanese"]),
    ("Sweden", &["Swedish", "Swede"]),
    ("Switzerland", &["Swiss"]),
    ("Syria", &["Syrian"]),
    ("Taiwan", &["Taiwanese"]),
    ("Tajikistan", &["Tajik"]),
    ("Tanzania", &["Tanzanian"]),
    ("Thailand", &["Thai"]),
    ("Tunisia", &["Tunisian"]),
    ("Turkey", &["Turkish", "Turk"]),
    ("Uganda", &["Ugandan"]),
    ("Ukraine", &["Ukrainian"]),
    ("United Arab Emirates", &["Emirati"]),
    ("United Kingdom", &["British", "Briton"]),
    ("United States", &["American"]),
    ("Uruguay", &["Uruguayan"]),
    ("Uzbekistan", &["Uzbek"]),
    ("Venezuela", &["Venezuelan"]),
    ("Vietnam", &["Vietnamese"]),
    ("Yemen", &["Yemeni"]),
    ("Zambia", &["Zambian"]),
    ("Zimbabwe", &["Zimbabwean"]),
    ("Palestine", &["Palestinian"]),
];

/// The country that a demonym, singular or plural, belongs to.
pub fn country_of(demonym: &str) -> Option<&'static str> {
    let first = *demonym.as_bytes().first().filter(|first| first.is_ascii_uppercase())?;
    let singular = demonym.strip_suffix('s').unwrap_or(demonym);
    let is = |name: &&str| {
        name.as_bytes().first() == Some(&first) && (*name == demonym || *name == singular)
    };
    NATIONS.iter().find(|(_, names)| names.iter().any(is)).map(|(country, _)| *country)
}

/// The adjective of a country, for wording: `Ukraine` → `Ukrainian`.
pub fn adjective_of(country: &str) -> Option<&'static str> {
    NATIONS.iter().find(|(name, _)| *name == country).and_then(|(_, names)| names.first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demonyms_lead_to_countries() {
        assert_eq!(country_of("Ukrainians"), Some("Ukraine"));
        assert_eq!(country_of("Dutch"), Some("Netherlands"));
        assert_eq!(country_of("Western"), None);
        assert_eq!(adjective_of("Turkey"), Some("Turkish"));
    }
}
