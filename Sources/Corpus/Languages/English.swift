extension Vocabulary {
    static let english = Vocabulary(
        code: "en",
        share: 380,
        givenNames: """
            Alice Ben Clara Dan Emma Felix Grace Henry Iris Jack Kate Liam Maya Noah Olive Peter Quinn Rose Sam Tessa
            Una Victor Wendy Xander Yasmin Zoe Arthur Bella Cyd Dora Ethan Fiona George Hazel Ivan Jane Kevin Lucy Max
            Nora Oscar Paula Ruth Simon Tom Vera Will
            """,
        familyNames: """
            Smith Jones Taylor Brown Walker Wright Green Hall Wood Clarke Hughes Bell Young Cooper Ward Turner Hill Moore
            Baker Harris King Carter Shaw Marsh Fields Brooks Stone Rivers Winter Frost Hart Lane Page Reed
            """,
        topics: """
            music photography gardening coffee bread bicycles books privacy software cats politics trains history tea
            poetry painting science cooking maps birds football travel weather films tomatoes rivers mountains languages
            chess radio astronomy wine honey bees mushrooms typography theatre knitting democracy education housing
            climate solidarity networks encryption code servers hardware podcasts cartoons museums libraries markets
            lighthouses forests swimming running hiking climbing sailing running-shoes noodles soup cheese apples pears
            plums potatoes pumpkins roses herbs spiders owls foxes dogs horses goats rain snow fog thunder sunrise
            sunsets stars comets eclipses jazz opera folk punk synthesizers guitars violins drums choirs vinyl zines
            novels comics letters postcards diaries dictionaries archives philosophy mathematics statistics biology
            chemistry geology physics economics unions cooperatives elections journalism satire protest memory sleep
            dreams patience silence friendship kindness humour bridges canals harbours islands caves deserts glaciers
            volcanoes waterfalls lanterns clocks keys doors windows roofs chairs tables woodwork pottery glass paper ink
            """,
        qualities: """
            good nice great beautiful strange funny sad quiet long short bright dark warm cold slow fast new rare simple
            difficult wonderful surprising lovely boring busy calm curious clever brave fresh gentle grand happy lucky
            modest mysterious noisy peaceful perfect poetic pretty rough sharp shiny silly smooth soft splendid strong
            sweet tiny tired touching wild wise wooden
            """,
        places: """
            London Leeds Bristol Dublin Edinburgh Glasgow Cardiff Belfast Boston Chicago Portland Seattle Toronto
            Montreal Sydney Melbourne Wellington Oxford York Brighton Cork Galway Halifax Denver Austin
            """,
        syllables: """
            ba bel bra cor da den dor el fa fin gar gra hal hem in ka kel lan lo ma mer mon na nor ol pa per ra ren sa
            sel ta tor val wen win
            """,
        sentences: """
            Spent the morning with {t} and {t}, and it was {q}.
            Does anyone here know a good place for {t} near {p}?
            I keep coming back to {t}, because there is something {q} about it.
            Back from {p}, full of ideas about {t}.
            Reading about {t} and {t} in {p} tonight.
            Note to self: less {t}, more {t}.
            What a {q} day in {p}!
            Today I learned how {r} changed the way we think about {t}.
            My neighbours in {p} started a group for {t}, and everyone is welcome.
            This week it was all {t}, {t} and a little {t}.
            The best thing about {p} is still {t}.
            Somebody at the {r} meetup told me a {q} story about {t}.
            It has been a {q} year for {t}.
            If you like {t}, have a look at {r}.
            We talked about {t} until midnight, and nobody mentioned {t} once.
            Finally finished my project on {t}; the result is {q}.
            I wish there was more {t} on this network.
            A {q} photo from {p}, taken on the way home.
            Thinking of moving to {p}, mostly for {t}.
            Remember when {t} was {q}?
            """,
        replies: """
            So {q}, thank you!
            I had the same with {t}.
            Where in {p} was this?
            That reminds me of {r}.
            Have you tried {t} instead?
            I disagree, give me {t} any time.
            Welcome! You will like the people around {t}.
            A {q} story. More of this, please.
            Ha, exactly.
            Greetings from {p}!
            """,
        headings: """
            A week of {t}
            Notes on {t} and {t}
            Letter from {p}
            In praise of {t}
            """,
        questions: """
            What do you prefer: {t} or {t}?
            How {q} was your week?
            """
    )
}
