//! Languages other than English: what is read of them, what is not, and that it is said.

use std::fmt::Write as _;
use std::path::Path;

use backstory::diagnostic::Diagnostic;
use backstory::ingest;
use backstory::ingest::annotate::{AnnotateInput, Content};
use backstory::language::names::Recogniser;
use serde_json::Value;

use crate::program::{code, err, new_site, read, run, snapshot, succeed, write};

/// One piece of an article that is to be read: kind, expected value, code points.
struct Mark {
    kind: char,
    value: String,
    start: usize,
    end: usize,
}

/// One article of `tests/languages/`.
struct Article {
    id: String,
    language: String,
    day: String,
    text: String,
    marks: Vec<Mark>,
}

fn articles(file: &str) -> Vec<Article> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages").join(file);
    let text = read(&path);
    let parts = text.split("=== ").skip(1);
    parts
        .map(|part| {
            let (head, body) = part.split_once('\n').unwrap();
            let mut head = head.split(' ').map(str::to_owned);
            let mut next = || head.next().unwrap();
            let (id, language, day) = (next(), next(), next());
            let (text, marks) = unmarked(body);
            Article { id, language, day, text, marks }
        })
        .collect()
}

/// The text without its marks, and the marks.
fn unmarked(body: &str) -> (String, Vec<Mark>) {
    let (mut text, mut marks, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        match c {
            '{' => {
                let (head, words) = after.split_once('|').unwrap();
                let (kind, value) = head.split_once(':').unwrap();
                open.push((kind.chars().next().unwrap(), value.to_owned(), text.chars().count()));
                rest = words;
                continue;
            }
            '}' => {
                let (kind, value, start) = open.pop().unwrap();
                marks.push(Mark { kind, value, start, end: text.chars().count() });
            }
            _ => text.push(c),
        }
        rest = after;
    }
    (text, marks)
}

fn input(id: &str, day: Option<&str>, text: &str) -> AnnotateInput {
    AnnotateInput {
        id: id.to_owned(),
        file: None,
        content: Content::Text(text.to_owned()),
        published: day.map(|day| day.parse().unwrap()),
        outlet: None,
        url: None,
        language: None,
        clean: true,
    }
}

fn annotated(inputs: Vec<AnnotateInput>) -> (Vec<Value>, Vec<Diagnostic>) {
    let mut documents = Vec::new();
    let parsed = |line: String| serde_json::from_str(&line).expect("a line of JSON");
    let each = |lines: Vec<String>| documents.extend(lines.into_iter().map(parsed));
    let problems = ingest::annotate(&Recogniser::embedded(), inputs, false, each);
    (documents, problems)
}

/// What was found of a kind where a mark stands.
fn at<'v>(document: &'v Value, kind: &str, mark: &Mark) -> Vec<&'v Value> {
    let place = |value: &Value, key: &str| usize::try_from(value[key].as_u64().unwrap()).unwrap();
    let overlaps =
        |found: &&Value| place(found, "start") < mark.end && mark.start < place(found, "end");
    document[kind].as_array().unwrap().iter().filter(overlaps).collect()
}

/// Whether a mark was read as it should be.
fn is_read(document: &Value, mark: &Mark, people: &[(&str, &str)]) -> bool {
    let whom = |name: &str| {
        people.iter().find(|row| row.0 == name).map_or(name.to_owned(), |row| row.1.to_owned())
    };
    match mark.kind {
        'd' | 't' => at(document, "times", mark)
            .iter()
            .any(|time| time["value"] == *mark.value || time["timex"] == *mark.value),
        'n' => at(document, "mentions", mark)
            .iter()
            .any(|name| name["entity"] == *whom(&mark.value) && name.get("tier").is_none()),
        'q' => at(document, "quotations", mark).iter().any(|quotation| match mark.value.as_str() {
            "-" => quotation.get("speaker").is_none(),
            name => quotation["speaker"] == *whom(name),
        }),
        'v' => {
            let mut parts = mark.value.split('/');
            let value: f64 = parts.next().unwrap().parse().unwrap();
            let (unit, of) = (parts.next().unwrap(), parts.next().unwrap());
            at(document, "quantities", mark).iter().any(|found| {
                (found["value"].as_f64().unwrap() - value).abs() < 1e-6
                    && found["unit"].as_str().unwrap_or("") == unit
                    && found["of"].as_str().unwrap_or("") == of
            })
        }
        other => panic!("no such mark: {other}"),
    }
}

/// Reads the articles of a file together; returns what was missed, a line each.
fn missed(file: &str, people: &[(&str, &str)]) -> String {
    let articles = articles(file);
    let inputs = articles.iter().map(|a| input(&a.id, Some(&a.day), &a.text)).collect();
    let (documents, _) = annotated(inputs);
    let mut misses = String::new();
    for (article, document) in articles.iter().zip(&documents) {
        if article.language == "en" {
            assert!(document["language"].is_null());
            continue;
        }
        assert_eq!(document["language"], *article.language, "{}", article.id);
        assert_eq!(document["events"].as_array().unwrap().len(), 0, "{}", article.id);
        for mark in article.marks.iter().filter(|mark| !is_read(document, mark, people)) {
            let words: String =
                article.text.chars().skip(mark.start).take(mark.end - mark.start).collect();
            let _ = writeln!(misses, "{} {} {words}", article.id, mark.kind);
        }
    }
    misses
}

#[test]
fn one_event_is_read_in_seven_languages() {
    let people = [
        ("lindqvist", "marta-lindqvist"),
        ("kovalchenko", "andriy-kovalchenko"),
        ("yildiray", "kemal-yildiray"),
        ("doronin", "sergei-doronin"),
        ("marchadier", "helene-marchadier"),
    ];
    // A time of day without its day counts as the day of the report, in every language.
    let known = "uk-1 d 14:30\nru-1 d 14:30\nde-1 d 14.30 Uhr\nfr-1 d 14 h 30\nes-1 d 14:30\ntr-1 d 14.30\n";
    assert_eq!(missed("ferry.txt", &people), known);
}

#[test]
fn another_event_is_read_as_well() {
    let people = [
        ("hrytsenko", "oleksandr-hrytsenko"),
        ("vossberg", "ingrid-vossberg"),
        ("delaunay", "pierre-delaunay"),
        ("korkmaz", "ayse-korkmaz"),
    ];
    assert_eq!(missed("strike.txt", &people), "");
}

/// An invented report with what stands around it: published, clutter, a heading.
const AROUND: &[(&str, &str, &str)] = &[
    (
        "uk",
        "2031-05-14T18:30",
        "Пором зупинився посеред затоки біля Остергольма\n\nАвтор: Олена Тиха\n\nОпубліковано: 14 травня 2031 року, 18:30\n\nПором зупинився у затоці в понеділок, і пасажири чекали на допомогу дві години.\n\nПоділитися\n\nЧитайте також: Порт закрили через шторм\n\nНіхто не постраждав, повідомили в порту, але рейси скасували до вечора.\n\nПідписуйтесь на наш канал",
    ),
    (
        "ru",
        "2031-05-14T18:30",
        "Паром остановился посреди залива у Остерхольма\n\nАвтор: Елена Тихая\n\nОпубликовано: 14 мая 2031 года, 18:30\n\nПаром остановился в заливе в понедельник, и пассажиры ждали помощи два часа.\n\nПоделиться\n\nЧитайте также: Порт закрыли из-за шторма\n\nНикто не пострадал, сообщили в порту, но рейсы отменили до вечера.\n\nПодписывайтесь на наш канал",
    ),
    (
        "de",
        "2031-05-14T18:30",
        "Fähre bleibt mitten in der Bucht von Osterholm stehen\n\nVon Helene Stiller\n\nVeröffentlicht am 14. Mai 2031, 18:30\n\nDie Fähre blieb am Montag in der Bucht stehen, und die Passagiere warteten zwei Stunden auf Hilfe.\n\nAnzeige\n\nLesen Sie auch: Hafen wegen Sturm geschlossen\n\nNiemand wurde verletzt, teilte der Hafen mit, aber die Fahrten fielen bis zum Abend aus.\n\nNewsletter abonnieren",
    ),
    (
        "fr",
        "2031-05-14T18:30",
        "Le ferry s’arrête au milieu de la baie d’Osterholm\n\nPar Hélène Calme\n\nPublié le 14 mai 2031 à 18:30\n\nLe ferry s’est arrêté lundi dans la baie, et les passagers ont attendu les secours pendant deux heures.\n\nPublicité\n\nLire aussi : Le port fermé par la tempête\n\nPersonne n’a été blessé, a indiqué le port, mais les départs ont été annulés jusqu’au soir.\n\nAbonnez-vous à notre lettre",
    ),
    (
        "es",
        "2031-05-14T18:30",
        "El ferri se detiene en medio de la bahía de Osterholm\n\nPor Elena Calma\n\nPublicado el 14 de mayo de 2031 a las 18:30\n\nEl ferri se detuvo el lunes en la bahía, y los pasajeros esperaron ayuda durante dos horas.\n\nPublicidad\n\nLea también: El puerto, cerrado por la tormenta\n\nNo hubo heridos, informó el puerto, pero las salidas se cancelaron hasta la noche.\n\nSuscríbete a nuestro boletín",
    ),
    (
        "tr",
        "2031-05-14T18:30",
        "Feribot Osterholm körfezinin ortasında durdu\n\nHaber: Elif Sakin\n\nYayınlanma: 14 Mayıs 2031 18:30\n\nFeribot pazartesi günü körfezde durdu ve yolcular iki saat boyunca yardım bekledi.\n\nReklam\n\nAyrıca okuyun: Liman fırtına nedeniyle kapandı\n\nKimse yaralanmadı, ancak seferler akşama kadar iptal edildi ve liman bunu duyurdu.\n\nBizi takip edin",
    ),
];

#[test]
fn what_stands_around_an_article_is_told_from_it() {
    for (language, published, text) in AROUND {
        let (documents, problems) = annotated(vec![input("a", None, text)]);
        let document = &documents[0];
        let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["language-partly-read"], "{language}");
        assert_eq!(document["language"], **language);
        assert_eq!(document["published"], **published, "{language}");
        let byline = document["byline"].as_str().unwrap_or("");
        assert_eq!(byline.split(' ').count(), 2, "{language} {byline}");
        let blocks = document["blocks"].as_array().unwrap();
        assert_eq!(blocks.len(), 2, "{language} {blocks:?}");
        let monday = &document["times"][0]["value"];
        assert_eq!(*monday, "2031-05-12", "{language}");
    }
}

/// Texts in languages that are not read, and their tags.
const UNREAD: &[(&str, &str)] = &[
    (
        "pl",
        "Prom zatrzymał się w zatoce w poniedziałek, a pasażerowie czekali na pomoc przez dwie godziny, jak podano w porcie. Nikt nie został ranny, ale rejsy odwołano do wieczora.",
    ),
    (
        "ar",
        "توقفت العبارة في الخليج يوم الاثنين، وانتظر الركاب المساعدة لمدة ساعتين. وقال الميناء إن أحدا لم يصب في الحادث الذي وقع في الصباح.",
    ),
    (
        "zh",
        "渡轮星期一在海湾停了下来，乘客等了两个小时的救援。港口说没有人受伤，但是航班取消到晚上。",
    ),
    ("he", "המעבורת נעצרה במפרץ ביום שני, והנוסעים חיכו לעזרה שעתיים. איש לא נפגע, נמסר מהנמל."),
];

#[test]
fn other_languages_are_said_to_be_unread_and_their_pages_are_built() {
    for (language, text) in UNREAD {
        let title = text.chars().take(24).collect::<String>();
        let (documents, problems) =
            annotated(vec![input("a", None, &format!("{title}\n\n{text}"))]);
        assert_eq!(documents[0]["language"], **language);
        assert_eq!(problems[0].code, "language-unread", "{language}");
        for key in ["times", "quotations", "quantities", "events", "mentions"] {
            assert_eq!(documents[0][key].as_array().unwrap().len(), 0, "{language} {key}");
        }
    }
    let site = new_site();
    for (language, text) in UNREAD {
        let text = format!("Halcyon {language} 2031 ferry report\n\n{text}\n\n{text}\n");
        write(site.path(), &format!("content/sources/{language}.txt"), text);
    }
    let (_, _, ukrainian) = AROUND[0];
    write(site.path(), "content/sources/uk.txt", ukrainian);
    let output = run(site.path(), &["build"]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    let said = err(&output);
    assert!(said.contains("language-unread") && said.contains("language-partly-read"), "{said}");
    let public = snapshot(&site.path().join("public/sources"));
    assert_eq!(
        public.keys().filter(|name| name.ends_with("index.html")).count(),
        6,
        "{:?}",
        public.keys()
    );
    succeed(site.path(), &["build"]);
}

#[test]
fn what_a_page_states_wins_unless_its_words_say_otherwise() {
    let page = |lang: &str, text: &str| {
        let html = format!(
            "<html lang=\"{lang}\"><body><article><h1>Halcyon</h1><p>{text}</p></article></body></html>"
        );
        let content = Content::Html(html);
        let (documents, problems) =
            annotated(vec![AnnotateInput { content, ..input("a", None, "") }]);
        let told = problems.first().map_or(String::new(), |problem| problem.message.clone());
        (documents[0]["language"].clone(), told)
    };
    let (_, _, ukrainian) = AROUND[0];
    let (language, told) = page("en", &ukrainian.replace("\n\n", "</p><p>"));
    assert_eq!(language, "uk");
    assert!(told.contains("although it says `en`"), "{told}");
    assert_eq!(page("de-AT", "Fähre fällt heute aus.").0, "de-AT");
    assert_eq!(page("uk", "Порт закрито.").0, "uk");
}

#[test]
fn names_of_the_registry_are_found_in_all_their_forms() {
    let site = new_site();
    write(
        site.path(),
        "content/entities/maren-tollefsby.md",
        "---\nname: Maren Tollefsby\ntype: person\naliases: [Tollefsby, Марен Толлефсбі]\n---\n\nA captain.\n",
    );
    let text = "Пором зупинився посеред затоки біля міста\n\nПро це стало відомо від капітана Марен Толлефсбі в понеділок, коли пасажири вже чекали на допомогу.\n\n«Двигун не відповідав», — сказала Толлефсбі журналістам у порту, але рейси не скасували.\n";
    write(site.path(), "content/sources/uk.txt", text);
    succeed(site.path(), &["build"]);
    let page = read(&site.path().join("public/entities/maren-tollefsby/index.html"));
    assert!(page.contains("sources/"), "{page}");
}
