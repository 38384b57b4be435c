extension Vocabulary {
    static let german = Vocabulary(
        code: "de",
        share: 200,
        givenNames: """
            Anna Bernd Clara Dieter Eva Frieda Georg Hanna Ingo Jürgen/juergen Käthe/kaethe Lukas Marie Nils Otto Paul
            Rosa Sören/soeren Tilda Uwe Vera Wiebke Anton Birte Carl Doris Emil Franz Greta Heike Ida Jonas Klaus Lena
            Mia Norbert Petra Ralf Sabine Thea Ulrike Walter
            """,
        familyNames: """
            Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf
            Schröder Neumann Schwarz Zimmermann Braun Krüger Hartmann Lange Werner Krause Lehmann Köhler Maier König
            """,
        topics: """
            Musik Fotografie Kaffee Brot Fahrräder Bücher Datenschutz Software Katzen Politik Züge Geschichte Tee Lyrik
            Malerei Wissenschaft Kochen Landkarten Vögel Fußball Reisen Wetter Filme Tomaten Flüsse Berge Sprachen Schach
            Radio Astronomie Wein Honig Bienen Pilze Typografie Theater Stricken Demokratie Bildung Mieten Klimaschutz
            Solidarität Netzwerke Verschlüsselung Server Podcasts Museen Bibliotheken Märkte Leuchttürme Wälder Schwimmen
            Wandern Klettern Segeln Nudeln Suppe Käse Äpfel Birnen Pflaumen Kartoffeln Kürbisse Rosen Kräuter Spinnen
            Eulen Füchse Hunde Pferde Ziegen Regen Schnee Nebel Gewitter Sterne Kometen Jazz Oper Punk Gitarren Geigen
            Chöre Schallplatten Romane Comics Briefe Postkarten Tagebücher Wörterbücher Archive Philosophie Mathematik
            Biologie Chemie Physik Gewerkschaften Genossenschaften Wahlen Journalismus Satire Träume Geduld Stille
            Freundschaft Humor Brücken Kanäle Häfen Inseln Höhlen Wüsten Gletscher Vulkane Laternen Uhren Schlüssel Türen
            Fenster Dächer Stühle Töpferei Glas Papier Tinte Kuchen Marmelade Zimt Schokolade Straßenbahnen Bahnhöfe
            Parkbänke Spielplätze Balkone Hinterhöfe Kleingärten Komposthaufen Regenwürmer Igel Störche Schwalben
            """,
        qualities: """
            gut schön seltsam lustig traurig ruhig lang kurz hell dunkel warm kalt langsam schnell neu selten einfach
            schwierig wunderbar überraschend langweilig mutig frisch sanft großartig glücklich bescheiden geheimnisvoll
            laut friedlich perfekt poetisch hübsch rau scharf albern weich stark süß winzig müde rührend wild weise
            """,
        places: """
            Berlin Hamburg München Köln Leipzig Dresden Bremen Hannover Freiburg Wien Graz Linz Zürich Basel Bern
            Münster Kassel Jena Weimar Rostock Kiel Nürnberg Göttingen Tübingen
            """,
        syllables: """
            bach berg brunn dor eck feld gal hain hei hof in kirch kreuz lau lin mar mühl nau neu ober rain rot sal schön
            stein tal ter un wald wei zell
            """,
        sentences: """
            Heute ging es den ganzen Tag um {t} und {t}, und es war {q}.
            Kennt jemand in {p} eine gute Adresse für {t}?
            Neues aus {p}: {t}, {t} und noch mehr {t}.
            Ich lese gerade viel über {t}.
            Thema des Abends: {t}.
            Zurück aus {p}, und der Kopf ist voll.
            Wer von euch mag eigentlich {t}?
            Das Wochenende in {p} war {q}.
            Gestern habe ich {r} entdeckt, und das ist wirklich {q}.
            Weniger {t}, mehr {t}!
            In {p} trifft sich jetzt jede Woche eine Gruppe für {t}.
            Mir fehlen hier noch Beiträge über {t}.
            So {q} war der Himmel über {p} lange nicht.
            Erst {t}, dann {t}, und abends {r}.
            Warum redet niemand über {t}?
            Ein Spaziergang durch {p}, kalt und {q}.
            Fundstück aus dem Archiv von {r}.
            Manchmal ist alles ganz {q}.
            """,
        replies: """
            Danke, das ist {q}!
            Mir ging es genauso, nur ohne {t}.
            Wo in {p} war das?
            Das erinnert mich an {r}.
            Sehe ich anders: {t} zuerst.
            Herzlich willkommen hier!
            Wie {q} ist das denn?
            Grüße aus {p}!
            Genau so.
            """,
        headings: """
            Eine Woche {t}
            {t} und {t}
            Brief aus {p}
            Gedanken über {t}
            """,
        questions: """
            Was ist euch lieber: {t} oder {t}?
            Wie {q} war eure Woche?
            """
    )
}
