//! The table of clutter in Ukrainian, Russian, German, French, Spanish and Turkish: whole lines and
//! beginnings of lines, by reason. Data only; words that English writes alike are left out.

use super::DropReason::{self, Navigation, Promo, ReadingTime};

/// Whole lines, folded as [`super::words::folded`] does.
#[rustfmt::skip]
pub(super) const WHOLE: &[(DropReason, &[&str])] = &[
    (
        Promo,
        &[
            "реклама", "поділитися", "поділитись", "підписатися", "підписатись", "підпишіться", "читайте також", "читати далі",
            "коментарі", "коментувати", "залишити коментар", "роздрукувати", "друкувати", "підтримати нас", "слухати",
            "поделиться", "подписаться", "подпишитесь", "читайте также", "читать далее", "читать дальше", "комментарии",
            "комментировать", "оставить комментарий", "распечатать", "поддержать нас", "слушать", "на правах рекламы",
            "anzeige", "werbung", "teilen", "artikel teilen", "drucken", "artikel drucken", "abonnieren", "jetzt abonnieren",
            "newsletter abonnieren", "lesen sie auch", "mehr lesen", "weiterlesen", "kommentare", "kommentieren", "kommentar schreiben",
            "merken", "artikel merken", "anhören", "artikel anhören", "jetzt anmelden", "zum newsletter anmelden", "folgen sie uns",
            "publicité", "partager", "partager cet article", "partager l'article", "imprimer", "s'abonner", "abonnez-vous", "je m'abonne",
            "lire aussi", "à lire aussi", "lire la suite", "lire plus", "commentaires", "commenter", "laisser un commentaire",
            "écouter", "écouter l'article", "suivez-nous", "réagir", "enregistrer", "offrir cet article", "newsletters",
            "publicidad", "anuncio", "compartir", "compartir artículo", "imprimir", "suscribirse", "suscríbete", "suscríbase",
            "lea también", "lee también", "leer más", "seguir leyendo", "comentarios", "comentar", "deja un comentario",
            "escuchar", "síguenos", "síganos", "guardar", "guardar artículo", "te puede interesar", "le puede interesar",
            "reklam", "paylaş", "haberi paylaş", "yazdır", "abone ol", "bültene abone ol", "ayrıca okuyun", "bunlar da ilginizi çekebilir",
            "devamını oku", "devamı için tıklayın", "yorumlar", "yorum yap", "yorum yaz", "dinle", "haberi dinle", "bizi takip edin", "kaydet",
        ],
    ),
    (
        Navigation,
        &[
            "меню", "головна", "увійти", "зареєструватися", "пошук", "закрити", "теги", "новини", "усі новини", "всі новини",
            "популярне", "найпопулярніше", "схожі новини", "за темою", "останні новини", "прийняти", "прийняти всі", "політика конфіденційності",
            "главная", "войти", "зарегистрироваться", "поиск", "закрыть", "тэги", "новости", "все новости", "популярное",
            "самое читаемое", "похожие новости", "по теме", "последние новости", "принять", "принять все", "политика конфиденциальности",
            "menü", "startseite", "anmelden", "einloggen", "registrieren", "suche", "suchen", "schließen", "schlagwörter", "themen",
            "mehr zum thema", "das könnte sie auch interessieren", "meistgelesen", "neueste nachrichten", "ähnliche artikel", "verwandte themen",
            "zum seitenanfang", "nach oben", "akzeptieren", "alle akzeptieren", "alle cookies akzeptieren", "datenschutz", "datenschutzerklärung", "impressum",
            "accueil", "se connecter", "connexion", "s'inscrire", "rechercher", "fermer", "sur le même sujet", "articles liés",
            "vous aimerez aussi", "les plus lus", "à la une", "dernières actualités", "retour en haut", "accepter", "tout accepter",
            "accepter tous les cookies", "tout refuser", "mentions légales", "politique de confidentialité",
            "menú", "inicio", "portada", "iniciar sesión", "registrarse", "regístrate", "buscar", "cerrar", "etiquetas", "temas", "más noticias",
            "noticias relacionadas", "artículos relacionados", "lo más leído", "más leídas", "últimas noticias", "volver arriba", "aceptar",
            "aceptar todo", "aceptar todas las cookies", "rechazar todo", "aviso legal", "política de privacidad",
            "anasayfa", "ana sayfa", "giriş yap", "üye ol", "kapat", "etiketler", "ilgili haberler", "benzer haberler",
            "en çok okunanlar", "çok okunanlar", "son dakika", "son haberler", "tüm haberler", "yukarı çık", "kabul et", "tümünü kabul et",
            "gizlilik politikası", "kullanım koşulları",
        ],
    ),
];

/// How a line begins, with the most words such a line has.
#[rustfmt::skip]
pub(super) const BEGINNINGS: &[(DropReason, usize, &[&str])] = &[
    (
        Promo,
        30,
        &[
            "читайте також:", "дивіться також:", "також читайте:", "читайте также:", "смотрите также:", "также читайте:",
            "lesen sie auch:", "lesen sie mehr:", "mehr dazu:", "mehr zum thema:", "lire aussi :", "à lire aussi :", "lire aussi:", "à lire aussi:",
            "voir aussi :", "voir aussi:", "lea también:", "lee también:", "leer también:", "ver también:", "ayrıca okuyun:", "ilgili haber:", "bunu da okuyun:",
        ],
    ),
    (
        Promo,
        26,
        &[
            "підписуйтесь на ", "підписуйтеся на ", "підпишіться на ", "слідкуйте за нами ", "стежте за нами ", "приєднуйтесь до ", "долучайтеся до ",
            "подписывайтесь на ", "подпишитесь на ", "следите за нами ", "присоединяйтесь к ", "наш телеграм",
            "abonnieren sie ", "melden sie sich ", "folgen sie uns ", "jetzt kostenlos ", "mit unserem newsletter ", "unterstützen sie unseren ",
            "abonnez-vous ", "inscrivez-vous ", "recevez notre ", "recevez la ", "suivez-nous ", "rejoignez-nous ", "téléchargez notre ", "soutenez ",
            "suscríbete ", "suscríbase ", "síguenos ", "síganos en ", "únete a ", "descarga nuestra ", "recibe las ", "reciba las ",
            "bültenimize ", "abone olmak için ", "bizi takip ", "bizi sosyal medyada ", "uygulamamızı ",
        ],
    ),
    (
        Navigation,
        30,
        &[
            "цей сайт використовує cookie", "ми використовуємо cookie", "ми використовуємо файли cookie", "мы используем cookie", "мы используем файлы cookie",
            "этот сайт использует cookie", "этот сайт использует файлы cookie", "wir verwenden cookies", "wir nutzen cookies", "diese website verwendet cookies", "diese website nutzt cookies",
            "nous utilisons des cookies", "ce site utilise des cookies", "utilizamos cookies", "usamos cookies", "este sitio utiliza cookies", "este sitio usa cookies",
            "bu site çerez", "bu sitede çerez", "çerez kullan", "теги:", "тэги:", "schlagwörter:", "mots-clés :", "mots-clés:", "etiquetas:", "etiketler:",
            "усі права захищено", "всі права захищено", "все права защищены", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados", "tüm hakları saklıdır",
        ],
    ),
    (
        ReadingTime,
        8,
        &[
            "час читання", "время чтения", "lesezeit", "lesedauer", "temps de lecture", "tiempo de lectura", "okuma süresi",
        ],
    ),
];
