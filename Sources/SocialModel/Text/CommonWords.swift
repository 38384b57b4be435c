/// The commonest short words of languages that are written in Latin letters.
enum CommonWords {
    /// In the order of the masks' bits.
    static let languages = lists.map(\.0)

    /// The languages of each word; a word is its bytes, at most eight, the last one lowest.
    static let masks: [UInt64: UInt32] = {
        var masks: [UInt64: UInt32] = [:]
        for (bit, (_, words)) in lists.enumerated() {
            for word in words.split(whereSeparator: \.isWhitespace) where word.utf8.count <= 8 {
                masks[word.utf8.reduce(0) { $0 << 8 | UInt64($1) }, default: 0] |= 1 << UInt32(bit)
            }
        }
        return masks
    }()

    private static let lists: KeyValuePairs<Language, String> = [
        .cs: """
        a že je se na to v s do z za jsem jsou byl být by co jak ale tak už mi si pro ten ta jako když nebo také jen ani \
        po od ve ke podle není bude jeho její můj které který která kde proč teď všechno něco
        """,
        .da: """
        og i jeg det at en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham hun nu \
        over da fra du ud sin dem os op man hans hvor eller hvad skal selv her alle vil blev kunne ind når være dog noget \
        meget også igen kan
        """,
        .de: """
        der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass \
        sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch \
        man sein ich wir mir mich uns heute gibt kein keine wenn schon hier was habe jetzt
        """,
        .en: """
        the of and to in a is that for it was on with as are be this by at from have or an not but they you his her she he \
        we their has had were been will would there what when who which can all if more one about my your so out up do did \
        just than them then some our me how its no new like get today
        """,
        .es: """
        de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ya o este sí porque esta \
        entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra otros \
        ese eso ante ellos esto mí antes algunos qué yo está hoy tiene ser
        """,
        .fi: """
        ja on ei se että oli hän mutta ovat kun niin myös kuin sen joka mitä tai jos ole nyt minä sinä me te he mikä tämä \
        siitä vain hänen sitä jo olen olla vielä kaikki mutta koska voi ollut tänään hyvä paljon ovat
        """,
        .fr: """
        de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec mais ou son ses \
        leur cette si aux elle je nous vous tout ont été être comme fait même sans donc où bien mon ma mes très quand aussi \
        peut on c l d j qu n y aujourd hui
        """,
        .hu: """
        a az és hogy nem is egy ez de van meg csak már még volt mint ki el én mi ha kell azt ezt vagy úgy fel le be ő nagyon \
        lesz most itt ott minden olyan amit mert ami után majd sem ne jó
        """,
        .it: """
        di e il la che in a per un è del non sono una le si con da i come anche ma al nel alla dei più ha lo gli della questo \
        se o su delle ci mi ho cosa quando perché molto tutto suo sua dal nella essere stato questa io oggi ed
        """,
        .nl: """
        de van het een en in is dat op te zijn voor met die niet aan er om ook als dan maar bij of uit nog naar wordt door \
        over ze hij was worden heeft hebben ik je wij deze dit geen wat meer kan al mijn wel moet zo hoe waar nu heb vandaag
        """,
        .no: """
        og i jeg det at en et den til er som på de med han av ikke ikkje der så var meg seg men har om vi min mitt ha hadde \
        hun nå over da ved fra du ut sin dem oss opp man kan hans hvor eller hva skal selv her alle vil bli ble blitt kunne \
        inn når være kom noen noe mye også veldig
        """,
        .pl: """
        i w nie na się z że do to jest jak o a co po tak za od ale już dla czy tylko mnie go ja by było jego ten był który \
        która przez są może tego też tym jej mi ma kiedy gdzie bardzo jestem sobie ze będzie nas dziś oraz
        """,
        .pt: """
        de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser \
        quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos meu são hoje você
        """,
        .ro: """
        și de la în a cu nu este pe un o din să că mai pentru care au fi sunt ce ca sau dar se am prin după foarte fost când \
        lui ei al ale le îi îl fără doar acest această unde tot cum eu tu noi voi azi
        """,
        .sv: """
        och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när år under \
        också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla andra mycket än här då sedan över \
        bara blir upp vad min mig
        """,
        .tr: """
        bir ve bu için da de ile çok ne daha gibi var ben sen o ama kadar en mi mı mu olarak olan sonra her değil diye şey \
        nasıl yok ki biz siz onun bana beni zaman oldu olduğu veya hiç neden şimdi bugün iyi
        """,
    ]
}
