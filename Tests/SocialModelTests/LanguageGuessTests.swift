import SocialModel
import Testing

/// In which language texts are.
@Suite struct LanguageGuessTests {
    private static let texts: [(Language, [String])] = [
        (.ar, ["صباح الخير يا أصدقاء", "ذهبت اليوم إلى السوق واشتريت التفاح", "لا أعرف ماذا أقول"]),
        (.cs, ["Dnes jsem byl na výletě a bylo to moc hezké", "Nevím, jestli je to dobrý nápad, ale zkusím to"]),
        (
            .da,
            [
                "Jeg har ikke noget at lave, men det er meget fint",
                "Vi var ude i skoven, og hun fandt noget meget fint",
            ]
        ),
        (
            .de,
            [
                "Ich habe heute einen Kuchen gebacken", "Das ist nicht so einfach, wie man denkt",
                "GRÜẞE AUS DER STADT UND VON DER KÜSTE",
            ]
        ),
        (.el, ["Καλημέρα σε όλους", "Σήμερα ο καιρός είναι καλός"]),
        (
            .en,
            ["I was at the market and it was full of people", "What do you think about this?", "THE END OF THE WORLD"]
        ),
        (
            .es,
            ["Hoy no tengo ganas de hacer nada, pero hay que trabajar", "El perro está en la calle y no quiere entrar"]
        ),
        (.fa, ["امروز هوا خیلی خوب است", "من کتاب تازه‌ای خریدم و می‌خوانم"]),
        (.fi, ["Tänään on hyvä päivä, mutta en ole vielä syönyt", "Hän sanoi että se ei ole totta"]),
        (
            .fr,
            [
                "Je ne sais pas si c'est une bonne idée", "Le chat est sur la table et il dort",
                "J'ai été très content de vous voir",
            ]
        ),
        (.he, ["בוקר טוב לכולם", "אני לא יודע מה לומר"]),
        (.hi, ["आज मौसम बहुत अच्छा है", "मैं बाज़ार जा रहा हूँ"]),
        (.hu, ["Ez nagyon jó, de nem tudom, hogy mi lesz", "A kutya az udvaron van és ugat"]),
        (.it, ["Oggi sono andato al mercato e ho comprato del pane", "Non so perché, ma questa cosa mi piace molto"]),
        (.ja, ["今日はとても良い天気です", "おはようございます", "カタカナとひらがな"]),
        (.ko, ["안녕하세요 여러분", "오늘은 날씨가 좋아요"]),
        (
            .nl,
            [
                "Ik heb vandaag geen zin om te werken", "Het is niet zo mooi als je denkt",
                "De hond zit op de stoel en wil niet naar buiten",
            ]
        ),
        (.no, ["Jeg vet ikke hva jeg skal si nå, men det var veldig fint", "Vi har også noe mye bedre"]),
        (.pl, ["Nie wiem, czy to jest dobry pomysł, ale spróbuję", "Kot już śpi na krześle i nie chce się obudzić"]),
        (.pt, ["Eu não sei o que fazer hoje, mas também não importa", "O gato está na mesa e não quer sair"]),
        (.ro, ["Nu știu dacă este o idee bună, dar încerc", "Pisica este pe masă și nu vrea să plece"]),
        (.ru, ["Сегодня был хороший день, и мы гуляли", "Это не так просто, как кажется"]),
        (.sv, ["Jag har inte sett den än, men det är nog bra", "Vi ska också åka till stan och köpa något"]),
        (.th, ["สวัสดีครับ วันนี้อากาศดีมาก", "ฉันกำลังอ่านหนังสือ"]),
        (.tr, ["Bugün hava çok güzel ve ben evde değilim", "Bu kadar iyi bir şey yok"]),
        (.uk, ["Сьогодні був гарний день, і ми гуляли", "Це не так просто, як здається її братові"]),
        (.zh, ["今天天气很好", "我不知道该说什么"]),
    ]

    @Test(arguments: texts)
    func aTextIsInItsLanguage(language: Language, texts: [String]) {
        for text in texts { #expect(Language(of: text) == language, "\(text)") }
    }

    @Test(arguments: [
        "", "word", "12345 !?", "Berlin London Paris", "#the #of #and", "@{the@of.and} @{is@in.to}",
        "https://the.of.and/to/in/is", "👍👍👍", "lol", "ok",
    ])
    func whatCannotBeToldIsNotTold(text: String) { #expect(Language(of: text) == nil) }

    @Test func namesAddressesAndTagsDoNotCount() {
        #expect(Language(of: "https://example.org/the/of/and Das ist nicht der Fall #the #of") == .de)
        #expect(Language(of: "@{the of and; a@b.example} c'est la vie et le reste") == .fr)
        #expect(Language(of: "GitHub と Linux について書いた") == .ja)
    }

    @Test func theBeginningOfALongTextIsEnough() {
        let text =
            String(repeating: "Das ist nicht das Ende. ", count: 60) + String(repeating: "and the of ", count: 5_000)
        #expect(Language(of: text) == .de)
        // Cut in the middle of a character.
        #expect(Language(of: "x" + String(repeating: "д", count: 2_000) + "ы") == nil)
        #expect(Language(of: String(repeating: "ы", count: 2_000)) == .ru)
    }

    @Test func numbersAreForEver() {
        #expect(Language.allCases.map(\.number) == Array(1...27))
        #expect(Language.allCases.allSatisfy { Language(number: $0.number) == $0 })
        #expect(Language(number: 0) == nil && Language(number: 28) == nil && Language(number: .max) == nil)
    }
}
