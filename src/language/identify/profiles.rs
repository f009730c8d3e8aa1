//! What languages look like: their most frequent small words. Facts of each language, one row a
//! language; a word that several languages share stands in each of their rows. Data only.

/// The small words of the languages written in Latin letters, lower case. Languages that are not
/// read stand here as well, so that none of them passes for a relative that is.
#[rustfmt::skip]
pub(super) const LATIN: &[(&str, &[&str])] = &[
    ("en", &["the", "of", "and", "to", "in", "a", "is", "that", "for", "was", "on", "with", "as", "by", "at", "from", "it", "were", "have", "has", "had", "be", "are", "this", "not", "but", "which", "said", "who", "their", "his", "her", "they", "an", "or", "will", "would", "been", "after", "about"]),
    ("de", &["der", "die", "das", "und", "in", "den", "von", "zu", "mit", "sich", "auf", "für", "ist", "im", "dem", "nicht", "ein", "eine", "als", "auch", "es", "an", "werden", "aus", "er", "hat", "dass", "sie", "nach", "wird", "bei", "einer", "um", "am", "sind", "noch", "wie", "einem", "über", "einen", "so", "zum", "war", "haben", "nur", "oder", "aber", "vor", "zur", "bis", "mehr", "durch", "man", "sein", "wurde", "sagte", "des"]),
    ("fr", &["de", "la", "le", "et", "les", "des", "en", "un", "du", "une", "que", "est", "pour", "qui", "dans", "a", "par", "plus", "pas", "au", "sur", "ne", "se", "ce", "il", "sont", "avec", "son", "aux", "d", "l", "qu", "cette", "ont", "ses", "mais", "comme", "ou", "été", "elle", "nous", "leur", "sa", "ces", "deux", "être", "après", "à", "s", "n", "selon"]),
    ("es", &["de", "la", "que", "el", "en", "y", "a", "los", "del", "se", "las", "por", "un", "para", "con", "no", "una", "su", "al", "es", "lo", "como", "más", "pero", "sus", "le", "ha", "o", "este", "sí", "porque", "esta", "entre", "cuando", "muy", "sin", "sobre", "también", "fue", "había", "desde", "está", "son", "dos", "han", "según", "hasta", "años", "dijo"]),
    ("tr", &["ve", "bir", "bu", "da", "de", "için", "ile", "olarak", "olan", "çok", "daha", "en", "kadar", "gibi", "sonra", "ise", "ne", "değil", "var", "ya", "o", "ancak", "her", "iki", "göre", "dedi", "oldu", "tarafından", "ki", "hem", "veya", "olduğunu", "üzerine", "karşı", "arasında", "yeni", "etti", "söyledi", "yapılan", "ayrıca", "bin", "kişi"]),
    ("pt", &["de", "a", "o", "que", "e", "do", "da", "em", "um", "para", "é", "com", "não", "uma", "os", "no", "se", "na", "por", "mais", "as", "dos", "como", "mas", "foi", "ao", "ele", "das", "tem", "à", "seu", "sua", "ou", "ser", "quando", "muito", "há", "nos", "já", "está", "também", "só", "pelo", "pela", "até", "isso", "são"]),
    ("it", &["di", "e", "il", "la", "che", "in", "a", "per", "un", "del", "non", "una", "è", "i", "con", "le", "si", "da", "della", "al", "sono", "dei", "nel", "ha", "lo", "alla", "delle", "anche", "come", "più", "ma", "gli", "dal", "su", "se", "o", "ed", "nella", "degli", "questo", "dalla", "l", "d", "ai"]),
    ("ca", &["de", "la", "i", "el", "que", "a", "les", "en", "els", "del", "un", "per", "amb", "una", "és", "al", "no", "dels", "va", "més", "ha", "com", "es", "seva", "també", "són", "pel", "però", "seu", "aquest", "aquesta", "l", "d", "han", "fins"]),
    ("ro", &["de", "și", "în", "a", "la", "cu", "o", "pe", "un", "că", "din", "este", "nu", "care", "pentru", "au", "mai", "se", "fi", "al", "ale", "fost", "sau", "lui", "sunt", "prin", "să", "după", "acest", "această", "ale", "unei", "unui", "dar"]),
    ("nl", &["de", "van", "het", "een", "en", "in", "is", "dat", "op", "te", "zijn", "met", "voor", "niet", "die", "aan", "er", "ook", "als", "om", "bij", "door", "hij", "heeft", "maar", "worden", "naar", "uit", "werd", "wordt", "nog", "ze", "dan", "over", "tot", "zich", "of"]),
    ("af", &["die", "van", "en", "in", "het", "is", "te", "vir", "nie", "wat", "n", "dat", "met", "sy", "op", "om", "hy", "aan", "ook", "as", "word", "by", "ons", "was"]),
    ("sv", &["och", "i", "att", "det", "som", "en", "på", "är", "av", "för", "med", "till", "den", "har", "de", "inte", "om", "ett", "han", "men", "var", "från", "vid", "så", "kan", "eller", "hon", "efter", "också", "sig"]),
    ("da", &["og", "i", "at", "det", "er", "en", "til", "på", "den", "som", "med", "for", "af", "de", "har", "ikke", "der", "et", "om", "han", "var", "men", "fra", "ved", "blev", "efter", "også", "sig", "vil", "kan"]),
    ("no", &["og", "i", "det", "er", "til", "på", "en", "som", "for", "med", "at", "av", "de", "har", "ikke", "den", "et", "om", "han", "var", "men", "fra", "ved", "ble", "etter", "også", "seg", "vil", "kan", "å"]),
    ("is", &["og", "að", "í", "á", "sem", "er", "um", "til", "við", "með", "var", "en", "fyrir", "því", "hann", "af", "ekki", "hafa", "þess", "það", "þá"]),
    ("fi", &["ja", "on", "ei", "että", "se", "hän", "oli", "myös", "mutta", "kuin", "ovat", "joka", "sekä", "mukaan", "jo", "olla", "sen", "tai", "kun", "niin", "vuoden", "ole", "jotka", "mutta"]),
    ("et", &["ja", "on", "ei", "et", "see", "oli", "mis", "kes", "ka", "aga", "kui", "ning", "ta", "oma", "või", "seda", "nii", "pärast", "tema", "eesti"]),
    ("lv", &["un", "ir", "ar", "par", "no", "uz", "ka", "lai", "kas", "arī", "bet", "tika", "pēc", "bija", "vai", "kā", "to", "gada", "tiek", "šo"]),
    ("lt", &["ir", "kad", "į", "iš", "su", "yra", "buvo", "tai", "bet", "kaip", "už", "dėl", "o", "apie", "jis", "ne", "per", "taip", "metų", "pat"]),
    ("pl", &["w", "i", "na", "z", "się", "do", "nie", "że", "to", "jest", "o", "od", "po", "za", "przez", "jak", "dla", "ale", "co", "oraz", "był", "tym", "który", "są", "jego", "przed", "także", "czy", "ze", "została", "było"]),
    ("cs", &["a", "v", "se", "na", "je", "že", "o", "s", "z", "do", "i", "to", "k", "ve", "pro", "za", "by", "ale", "si", "po", "jako", "podle", "jsou", "který", "od", "byl", "také", "které", "už", "při"]),
    ("sk", &["a", "v", "sa", "na", "je", "že", "s", "z", "do", "o", "to", "aj", "pre", "za", "ako", "ale", "by", "si", "po", "podľa", "sú", "ktorý", "od", "bol", "tiež", "ktoré", "už", "pri", "roku"]),
    ("sl", &["in", "je", "v", "na", "za", "se", "da", "so", "pa", "z", "ki", "bi", "ne", "ali", "po", "tudi", "bo", "kot", "pri", "do", "od", "iz", "še", "ter"]),
    ("hr", &["i", "je", "u", "se", "na", "da", "su", "za", "s", "od", "o", "koji", "a", "ne", "kako", "što", "iz", "bi", "nije", "će", "do", "ali", "kao", "to", "ili", "samo", "koje", "biti", "nakon"]),
    ("hu", &["a", "az", "és", "hogy", "nem", "is", "egy", "volt", "meg", "csak", "de", "mint", "ezt", "már", "azt", "szerint", "még", "vagy", "el", "ez", "amely", "után", "lesz", "között"]),
    ("sq", &["të", "në", "e", "dhe", "për", "i", "një", "me", "që", "nga", "është", "se", "më", "ka", "si", "u", "do", "nuk", "por", "janë", "ishte"]),
    ("az", &["və", "bir", "bu", "ilə", "üçün", "da", "də", "edib", "olan", "olub", "ki", "ən", "daha", "isə", "görə", "sonra", "olunub", "deyib", "onun", "tərəfindən", "çox"]),
    ("id", &["yang", "dan", "di", "itu", "dengan", "untuk", "tidak", "ini", "dari", "dalam", "akan", "pada", "juga", "ke", "karena", "tersebut", "bisa", "ada", "mereka", "telah", "oleh", "saat", "sebagai"]),
    ("vi", &["và", "của", "là", "có", "trong", "được", "cho", "các", "người", "với", "một", "không", "đã", "những", "này", "đến", "khi", "từ", "năm", "về", "để"]),
    ("tl", &["ang", "ng", "sa", "na", "at", "mga", "ay", "si", "ni", "para", "hindi", "nang", "kay", "ito", "siya", "isang"]),
    ("sw", &["na", "ya", "wa", "kwa", "katika", "ni", "za", "la", "kuwa", "hiyo", "huo", "cha", "hao", "baada", "yake", "kama", "watu"]),
    ("eu", &["eta", "da", "du", "ez", "bat", "dira", "izan", "dute", "zuen", "ere", "baina", "dela", "hau", "egin", "duen", "dituzte"]),
];

/// The same for Cyrillic letters.
#[rustfmt::skip]
pub(super) const CYRILLIC: &[(&str, &[&str])] = &[
    ("uk", &["і", "в", "у", "на", "що", "з", "та", "не", "до", "за", "це", "від", "про", "як", "який", "яка", "які", "також", "але", "його", "для", "він", "під", "після", "й", "або", "її", "їх", "було", "був", "бути", "щоб", "через", "вони", "вже", "ми", "якщо", "при", "років", "року", "сказав", "того", "зі", "із"]),
    ("ru", &["и", "в", "на", "не", "что", "с", "по", "о", "как", "это", "из", "за", "для", "от", "к", "у", "он", "его", "был", "было", "также", "но", "который", "которые", "при", "года", "а", "до", "после", "или", "под", "они", "мы", "уже", "были", "ее", "её", "их", "чтобы", "во", "со", "об", "этом", "том", "все", "если", "том", "сказал", "быть"]),
    ("be", &["і", "ў", "у", "на", "з", "што", "не", "да", "па", "як", "для", "ад", "гэта", "яго", "пра", "але", "каб", "таксама", "быў", "ён", "які", "якія", "пасля", "за", "або", "ці", "іх", "было", "яны"]),
    ("bg", &["на", "и", "да", "в", "за", "се", "от", "с", "не", "че", "са", "по", "е", "ще", "го", "като", "до", "които", "това", "един", "беше", "след", "при", "или", "който", "бъде", "както", "към", "само", "съм"]),
    ("sr", &["и", "је", "у", "да", "на", "се", "за", "су", "од", "са", "о", "који", "не", "што", "из", "а", "као", "ће", "до", "али", "то", "није", "би", "које", "након", "биће", "или"]),
    ("mk", &["на", "и", "во", "да", "од", "за", "се", "со", "е", "не", "ќе", "што", "дека", "по", "како", "кои", "тоа", "беше", "или", "ги", "го", "при", "оваа", "но"]),
    ("kk", &["және", "бұл", "үшін", "мен", "деп", "бір", "болып", "да", "де", "туралы", "бар", "еді", "қазақстан", "бойынша", "екі", "кейін", "осы", "ол"]),
    ("ky", &["жана", "бул", "үчүн", "менен", "деп", "бир", "болуп", "да", "эле", "боюнча", "кийин", "ал", "анын", "дагы", "эки"]),
    ("mn", &["нь", "байна", "юм", "энэ", "болон", "гэж", "бол", "байсан", "дээр", "хийх", "монгол", "ба", "тухай"]),
    ("tg", &["ва", "дар", "ба", "аз", "ки", "бо", "ин", "барои", "аст", "он", "буд", "низ", "кард", "шуд", "мо"]),
];

/// The same for Arabic letters.
#[rustfmt::skip]
pub(super) const ARABIC: &[(&str, &[&str])] = &[
    ("ar", &["في", "من", "على", "إلى", "أن", "عن", "مع", "هذا", "هذه", "التي", "الذي", "بعد", "قال", "كما", "بين", "ما", "لا", "كان", "وقال"]),
    ("fa", &["و", "در", "به", "از", "که", "این", "را", "با", "است", "برای", "آن", "یک", "خود", "تا", "بر", "شده", "می", "های", "شد"]),
    ("ur", &["کے", "کی", "میں", "ہے", "کا", "اور", "سے", "نے", "کو", "پر", "یہ", "کہ", "ہیں", "گیا", "بھی", "تھا"]),
];

/// Whether a character is a letter of a script.
type IsLetter = fn(char) -> bool;

/// Scripts that one language writes, or that are named without one: the tag and a test for a letter.
pub(super) const SCRIPTS: &[(&str, IsLetter)] = &[
    ("ja", |c| matches!(c, '\u{3040}'..='\u{30ff}')),
    ("ko", |c| matches!(c, '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}')),
    (
        "zh",
        |c| matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}'),
    ),
    ("he", |c| matches!(c, '\u{590}'..='\u{5ff}')),
    ("el", |c| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')),
    ("hy", |c| matches!(c, '\u{530}'..='\u{58f}')),
    ("ka", |c| matches!(c, '\u{10a0}'..='\u{10ff}' | '\u{1c90}'..='\u{1cbf}')),
    ("th", |c| matches!(c, '\u{e00}'..='\u{e7f}')),
    ("km", |c| matches!(c, '\u{1780}'..='\u{17ff}')),
    ("my", |c| matches!(c, '\u{1000}'..='\u{109f}')),
    ("ta", |c| matches!(c, '\u{b80}'..='\u{bff}')),
    ("te", |c| matches!(c, '\u{c00}'..='\u{c7f}')),
    ("bn", |c| matches!(c, '\u{980}'..='\u{9ff}')),
    ("am", |c| matches!(c, '\u{1200}'..='\u{137f}')),
    ("und-Deva", |c| matches!(c, '\u{900}'..='\u{97f}')),
];
