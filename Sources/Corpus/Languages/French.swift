extension Vocabulary {
    static let french = Vocabulary(
        code: "fr",
        share: 90,
        givenNames: """
            Amélie/amelie Bruno Camille Denis Élise/elise Fabien Gaëlle/gaelle Hugo Inès/ines Jules Karine Louis Manon
            Nadia Olivier Pauline Quentin Rémi/remi Sophie Théo/theo Valérie/valerie Yves Zélie/zelie Agathe Benoît/benoit
            Chloé/chloe Didier Estelle Florent Géraldine/geraldine Léa/lea Mathieu Noémie/noemie
            """,
        familyNames: """
            Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia
            Roux Fournier Girard Bonnet Lambert Fontaine Rousseau Blanc Guérin Boyer Chevalier Renard
            """,
        topics: """
            musique photographie café pain vélos livres logiciels chats politique trains histoire thé poésie peinture
            sciences cuisine cartes oiseaux football voyages météo cinéma tomates rivières montagnes langues échecs radio
            astronomie vin miel abeilles champignons typographie théâtre tricot démocratie éducation logement climat
            solidarité réseaux chiffrement serveurs podcasts musées bibliothèques marchés phares forêts natation
            randonnée escalade voile nouilles soupe fromage pommes poires prunes roses herbes hiboux renards chiens
            chevaux chèvres pluie neige brouillard orages étoiles comètes jazz opéra guitares violons chorales vinyles
            romans lettres journaux dictionnaires archives philosophie mathématiques biologie chimie physique syndicats
            coopératives élections journalisme satire rêves patience silence amitié humour ponts canaux ports îles grottes
            déserts glaciers volcans lanternes horloges clés portes fenêtres toits chaises poterie verre papier encre
            chocolat confitures tartes crêpes jardins potagers balcons tramways gares bancs fontaines
            """,
        qualities: """
            beau bon étrange drôle triste calme long court clair sombre chaud froid lent rapide nouveau rare simple
            difficile merveilleux surprenant ennuyeux courageux frais doux heureux modeste mystérieux bruyant paisible
            parfait poétique joli fort minuscule fatigant touchant sauvage sage magnifique
            """,
        places: """
            Paris Lyon Marseille Nantes Lille Toulouse Rennes Bordeaux Strasbourg Grenoble Brest Nancy Dijon Metz
            Bruxelles Liège Genève Lausanne Québec Montréal Tours Angers
            """,
        syllables: """
            al bau bel bour chan cou dé fon gré la lan lé lo ma mau mon nei or pé plé pré ri ro sau sé ta tré val ver vi
            """,
        sentences: """
            Journée entière entre {t} et {t} : c'était {q}.
            Quelqu'un connaît une bonne adresse à {p} ? Je cherche tout sur le thème « {t} ».
            De retour de {p}, la tête pleine d'idées.
            Au programme ce soir : {t} et {t}.
            Moins de discours, plus de poésie : {t}, {t}, {t}.
            Je viens de découvrir {r}, et c'est {q}.
            Qui, ici, aime parler de tout sauf de politique ? Moi, c'est {t}.
            Le ciel de {p} était {q} ce matin.
            Un groupe « {t} » vient de naître à {p}, bienvenue à tous.
            Souvenir de {p}, {q} comme toujours.
            Lecture du soir : {r}, ou comment tout change.
            Rien de plus {q} que le dimanche à {p}.
            On a parlé jusqu'à minuit. Sujet : {t}.
            Encore une semaine sous le signe de {r}.
            """,
        replies: """
            Merci, c'est {q} !
            C'était où exactement, à {p} ?
            Cela me rappelle {r}.
            Pas d'accord, mais c'est {q}.
            Bienvenue ici !
            Bonjour de {p} !
            Tout à fait.
            """,
        headings: """
            Une semaine : {t}
            Lettre de {p}
            Notes : {t} et {t}
            """,
        questions: """
            Que préférez-vous : {t} ou {t} ?
            """
    )
}
