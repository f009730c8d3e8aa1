//! Pages as Markdown, for programs that read text: the twin `index.md` of each page. It says what the
//! page says, in the same order, without what only helps to look around.

use std::fmt::Write as _;

use super::Story;
use super::prose::ordinary;
use crate::markdown::harmless::{autolink, escaped};
use crate::pages::claims::ClaimPage;
use crate::pages::entry::{EntityPage, EventPage, SourcePage};
use crate::pages::home::HomeView;
use crate::pages::view::{
    ChangeView, ClaimView, EntityView, EventView, MentionView, QuestionView, QuoteView, SourceView,
};
use crate::pages::{Page, View};
use crate::path::ContentPath;

/// The twin of a page in Markdown: `claims/x/index.md` of `claims/x/index.html`.
pub fn twin(href: &str) -> String {
    href.replace("index.html", "index.md")
}

/// A page as Markdown; absent for what is no page, and for the page that answers wrong addresses.
pub fn markdown(story: &Story<'_>, page: &Page) -> Option<String> {
    if page.view.template().is_none() || matches!(page.view, View::NotFound(_) | View::Moved(_)) {
        return None;
    }
    let from = twin(page.route.output().as_str());
    let mut writer = Writer { story, from: &from, out: String::new() };
    writer.line(&format!("# {}", escaped(&page.title)));
    writer.view(page);
    let mut text = writer.out;
    text.truncate(text.trim_end().len());
    text.push('\n');
    Some(text)
}

struct Writer<'s, 'a> {
    story: &'s Story<'a>,
    /// The file that is written, below the site's base.
    from: &'s str,
    out: String,
}

impl Writer<'_, '_> {
    /// A paragraph or heading.
    fn line(&mut self, text: &str) {
        if !text.is_empty() {
            self.out.push_str(text);
            self.out.push_str("\n\n");
        }
    }

    fn heading(&mut self, level: usize, text: &str) {
        let text = escaped(text);
        self.line(&format!("{} {text}", "#".repeat(level)));
    }

    /// A heading of a part, by the key of its words.
    fn part(&mut self, key: &str) {
        let text = self.word(key);
        self.heading(2, &text);
    }

    fn word(&self, key: &str) -> String {
        self.story.catalogue.strings.text(key).to_owned()
    }

    /// A list under a heading; nothing for an empty one.
    fn list(&mut self, key: &str, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.collect();
        if !items.is_empty() {
            self.part(key);
            self.items(items.into_iter());
        }
    }

    fn items(&mut self, items: impl Iterator<Item = String>) {
        for item in items {
            // Writing to a String cannot fail.
            let _ = writeln!(self.out, "- {item}");
        }
        self.out.push('\n');
    }

    fn link(&self, text: &str, href: &str) -> String {
        // A twin leads to twins.
        format!("[{}]({})", escaped(text), self.story.addresses.link(&twin(href), self.from))
    }

    fn body(&mut self, file: Option<&String>) {
        let Some((path, body)) = file.and_then(|file| self.find(file)) else { return };
        let text = ordinary(self.story, &path, &body, self.from);
        self.line(&text);
    }

    fn find(&self, file: &str) -> Option<(ContentPath, String)> {
        let path = ContentPath::parse(file).ok()?;
        let body = self.story.catalogue.library.body(&path)?.to_owned();
        Some((path, body))
    }

    fn view(&mut self, page: &Page) {
        match &page.view {
            View::Home(home) => self.home(home),
            View::Prose(prose) => {
                self.line(&quoted(prose.dek.as_deref()));
                self.body(prose.body.as_ref());
                if prose.body.is_none() {
                    self.line(&escaped(&page.description));
                }
            }
            View::Source(source) => self.source(source),
            View::Entity(entity) => self.entity(entity),
            View::Event(event) => self.event(event),
            View::Claim(claim) => self.claim_page(claim),
            View::Sources(view) => {
                let items: Vec<String> = view.sources.iter().map(|s| self.source_item(s)).collect();
                self.items(items.into_iter());
            }
            View::Tag(view) => {
                let items: Vec<String> = view.sources.iter().map(|s| self.source_item(s)).collect();
                self.items(items.into_iter());
            }
            View::Tags(view) => {
                let items: Vec<String> = view
                    .tags
                    .iter()
                    .map(|tag| format!("{} ({})", self.link(&tag.text, &tag.href), tag.count))
                    .collect();
                self.items(items.into_iter());
            }
            View::Entities(view) => {
                for group in &view.groups {
                    let all = group.letters.iter().flat_map(|letter| &letter.entities);
                    let items: Vec<String> = all.map(|entity| self.entity_item(entity)).collect();
                    self.heading(2, &group.title);
                    self.items(items.into_iter());
                }
            }
            View::Events(view) => {
                let items: Vec<String> = view.events.iter().map(|e| self.event_item(e)).collect();
                self.items(items.into_iter());
            }
            View::Timeline(view) => {
                for year in &view.years {
                    self.heading(2, &year.year.to_string());
                    let all = year.months.iter().flat_map(|month| &month.events);
                    let items: Vec<String> = all.map(|e| self.event_item(&e.event)).collect();
                    self.items(items.into_iter());
                }
                let items: Vec<String> = view.undated.iter().map(|e| self.event_item(e)).collect();
                self.list("timeline.undated", items.into_iter());
            }
            View::Claims(view) => view.claims.iter().for_each(|claim| self.claim_item(claim)),
            View::Disagreements(view) => {
                view.rows.iter().for_each(|row| self.claim_item(&row.claim));
            }
            View::Faq(view) => {
                view.answered.iter().for_each(|question| self.question(question));
                let open = view.open.iter().map(|question| escaped(&question.question));
                self.list("faq.open", open);
            }
            View::Unknowns(view) => {
                view.claims.iter().for_each(|claim| self.claim_item(claim));
                let open = view.questions.iter().map(|question| escaped(&question.question));
                self.list("unknowns.open", open);
            }
            View::Changes(view) => {
                for day in &view.days {
                    self.heading(2, &day.words);
                    day.changes.iter().for_each(|change| self.change(change));
                }
            }
            View::Data(view) => {
                let files = view.groups.iter().flat_map(|group| &group.files).chain(&view.feeds);
                let items: Vec<String> = files
                    .map(|file| {
                        let href = self.story.addresses.link(&file.href, self.from);
                        format!("[{}]({href}): {} {}", file.href, file.name, file.size)
                    })
                    .collect();
                self.items(items.into_iter());
            }
            _ => self.line(&escaped(&page.description)),
        }
    }

    fn home(&mut self, home: &HomeView) {
        self.line(&quoted(home.dek.as_deref()));
        if let Some(date) = &home.as_of {
            let date = self.story.catalogue.strings.say("part.as_of", &[("date", &date.words)]);
            self.line(&date);
        }
        home.corrections.iter().for_each(|change| self.change(change));
        self.body(home.body.as_ref());
        if !home.key_points.is_empty() {
            self.part("home.stand");
            home.key_points.iter().for_each(|claim| self.claim_item(claim));
        }
        let items: Vec<String> = home.key_events.iter().map(|e| self.event_item(e)).collect();
        self.list("home.key_events", items.into_iter());
        let items: Vec<String> =
            home.unknowns.iter().map(|link| self.link(&link.text, &link.href)).collect();
        self.list("unknowns.title", items.into_iter());
        let items: Vec<String> = home.all_sources.iter().map(|s| self.source_item(s)).collect();
        self.list("home.sources", items.into_iter());
    }

    fn source(&mut self, page: &SourcePage) {
        let source = &page.source;
        self.line(&quoted(page.dek.as_deref()));
        let mut facts = vec![format!("{}: {}", source.code, escaped(&source.name))];
        facts.extend(source.author.as_deref().map(escaped));
        facts.extend(source.published.as_ref().map(|date| date.words.clone()));
        facts.extend(source.url.as_deref().map(autolink));
        self.line(&facts.join(" · "));
        self.line(&page.rights);
        if page.body.is_some() {
            self.part("source.facts");
            self.body(page.body.as_ref());
        }
        let items: Vec<String> = page
            .positions
            .iter()
            .map(|stance| {
                let question = self.link(&stance.claim.question, &stance.claim.href);
                let values = escaped(&stance.values.join("; "));
                format!("{question}: {values} ({})", stance.claim.verdict.word)
            })
            .collect();
        self.list("source.answers", items.into_iter());
        let quotes = page.quotations.iter().filter_map(|words| words.quote.quote.as_deref());
        self.list("source.quoted", quotes.map(|quote| format!("“{}”", escaped(quote))));
        let items: Vec<String> = page.events.iter().map(|e| self.event_item(e)).collect();
        self.list("source.events", items.into_iter());
        for (key, link) in [("source.earlier", &page.earlier), ("source.later", &page.later)] {
            let Some(link) = link else { continue };
            let text = format!("{} {}", self.word(key), self.link(&link.text, &link.href));
            self.line(&text);
        }
    }

    fn entity(&mut self, page: &EntityPage) {
        let mut facts = vec![page.entity.kind_word.clone()];
        facts.extend(page.entity.role.as_deref().map(escaped));
        facts.extend((!page.aliases.is_empty()).then(|| escaped(&page.aliases.join(", "))));
        facts.extend(page.same_as.iter().map(|link| autolink(&link.href)));
        self.line(&facts.join(" · "));
        self.body(page.body.as_ref());
        let items: Vec<String> = page.said.iter().map(|m| self.mention(m)).collect();
        self.list("entity.said", items.into_iter());
        let items: Vec<String> = page.events.iter().map(|e| self.event_item(e)).collect();
        self.list("entity.events", items.into_iter());
        if !page.claims.is_empty() {
            self.part("entity.claims");
            page.claims.iter().for_each(|claim| self.claim_item(claim));
        }
        let items: Vec<String> = page.mentions.iter().map(|m| self.mention(m)).collect();
        self.list("entity.mentions", items.into_iter());
    }

    fn event(&mut self, page: &EventPage) {
        let event = &page.event;
        let mut facts = Vec::new();
        facts.push(
            event.date.as_ref().map_or_else(|| self.word("event.no_date"), |d| d.words.clone()),
        );
        facts.extend(event.date_note.as_deref().map(escaped));
        facts.extend(event.place.as_ref().map(|place| self.link(&place.text, &place.href)));
        facts.extend(event.outcome_word.as_ref().map(ToString::to_string));
        self.line(&facts.join(" · "));
        page.corrections.iter().for_each(|change| self.change(change));
        self.body(page.body.as_ref());
        if !page.reports.is_empty() {
            self.part("event.reports");
            page.reports.iter().for_each(|quote| self.quote(quote));
        }
        if !page.claims.is_empty() {
            self.part("event.claims");
            page.claims.iter().for_each(|claim| self.claim_item(claim));
        }
        let items: Vec<String> = page.participants.iter().map(|e| self.entity_item(e)).collect();
        self.list("event.who", items.into_iter());
        let items: Vec<String> = page.parts.iter().map(|e| self.event_item(e)).collect();
        self.list("event.parts", items.into_iter());
    }

    fn claim_page(&mut self, page: &ClaimPage) {
        let claim = &page.claim;
        self.line(&format!("**{}** {}", claim.verdict.word, claim.verdict.sentence));
        self.line(&escaped(&claim.summary));
        page.corrections.iter().for_each(|change| self.change(change));
        for answer in &claim.answers {
            self.heading(2, &answer.value);
            answer.positions.iter().for_each(|position| self.quote(&position.evidence));
        }
        let items: Vec<String> = claim
            .silent
            .iter()
            .map(|silence| {
                let source = &silence.source;
                format!("{} {}", self.link(&source.name, &source.href), silence.why)
            })
            .collect();
        self.list("verdict.silent", items.into_iter());
        if claim.body.is_some() {
            self.part("claim.note");
            self.body(claim.body.as_ref());
        }
        if let Some(settles) = &claim.settles {
            self.part("claim.settles");
            self.line(&escaped(settles));
        }
        page.history.iter().for_each(|change| self.change(change));
    }

    fn question(&mut self, question: &QuestionView) {
        self.heading(2, &question.question);
        self.body(question.body.as_ref());
        let claims: Vec<String> = question
            .claims
            .iter()
            .map(|claim| self.link(&claim.question, &claim.href))
            .chain(question.sources.iter().map(|one| self.link(&one.source.code, &one.source.href)))
            .collect();
        self.line(&claims.join(" · "));
    }

    fn change(&mut self, change: &ChangeView) {
        let mut text = format!("**{}**, {}", change.kind_word, change.at.words);
        if let Some(about) = &change.about {
            let _ = write!(text, ": {}", self.link(&about.text, &about.href));
        }
        if let (Some(was), Some(now)) = (&change.was, &change.now) {
            let _ = write!(text, ". {} → {}", escaped(was), escaped(now));
        }
        if let Some(why) = &change.why {
            let _ = write!(text, ". {}", escaped(why));
        }
        self.line(&text);
        self.body(change.body.as_ref());
    }

    fn quote(&mut self, quote: &QuoteView) {
        let source = self.link(&quote.source.name, &quote.source.href);
        let date =
            quote.source.published.as_ref().map_or(String::new(), |d| format!(", {}", d.words));
        match &quote.quote {
            Some(words) => self.line(&format!("> “{}”\n> — {source}{date}", escaped(words))),
            None => self.line(&format!("{source}{date}")),
        }
    }

    fn claim_item(&mut self, claim: &ClaimView) {
        let question = self.link(&claim.question, &claim.href);
        self.line(&format!("{question} ({})", claim.verdict.word));
        let items: Vec<String> = claim
            .answers
            .iter()
            .map(|answer| {
                let codes: Vec<&str> =
                    answer.positions.iter().map(|p| p.evidence.source.code.as_str()).collect();
                let more = answer.count.saturating_sub(codes.len());
                let more = if more > 0 { format!(" +{more}") } else { String::new() };
                format!("{} ({}{more})", escaped(&answer.value), codes.join(", "))
            })
            .collect();
        self.items(items.into_iter());
    }

    fn event_item(&self, event: &EventView) -> String {
        let mut item = String::new();
        if let Some(date) = &event.date {
            let _ = write!(item, "{}: ", date.words);
        }
        item.push_str(&self.link(&event.title, &event.href));
        if let Some(word) = &event.outcome_word {
            let _ = write!(item, ", {word}");
        }
        let codes: Vec<&str> = event.sources.iter().map(|source| source.code.as_str()).collect();
        if !codes.is_empty() {
            let _ = write!(item, " ({})", codes.join(", "));
        }
        item
    }

    fn source_item(&self, source: &SourceView) -> String {
        let date = source
            .published
            .as_ref()
            .map_or_else(|| self.word("part.undated"), |d| d.words.clone());
        let name = escaped(&source.name);
        format!("{}: {}, {name}, {date}", source.code, self.link(&source.title, &source.href))
    }

    fn entity_item(&self, entity: &EntityView) -> String {
        let role =
            entity.role.as_ref().map_or(String::new(), |role| format!(", {}", escaped(role)));
        format!("{}{role}", self.link(&entity.name, &entity.href))
    }

    fn mention(&self, mention: &MentionView) -> String {
        let code = mention.code.as_deref().unwrap_or("¶");
        format!("{}: {}", self.link(code, &mention.from.href), escaped(&mention.sentence))
    }
}

fn quoted(text: Option<&str>) -> String {
    text.map_or(String::new(), |text| format!("> {}", escaped(text)))
}
