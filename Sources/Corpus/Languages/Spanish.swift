extension Vocabulary {
    static let spanish = Vocabulary(
        code: "es",
        share: 90,
        givenNames: """
            Ana Bruno Carmen Diego Elena Federico Gabriela Hugo Inés/ines Javier Laura Mateo Nuria Óscar/oscar Pilar
            Ramón/ramon Sofía/sofia Tomás/tomas Úrsula/ursula Valeria Ximena Yolanda Álvaro/alvaro Beatriz César/cesar
            Dolores Esteban Flora Gonzalo Irene Jorge Lucía/lucia Marcos
            """,
        familyNames: """
            García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Ruiz Hernández Díaz Moreno Muñoz
            Álvarez Romero Alonso Navarro Torres Ramos Vega Castro Ortega Serrano Molina Herrera Rivas Peña
            """,
        topics: """
            música fotografía café pan bicicletas libros privacidad programación gatos política trenes historia té poesía
            pintura ciencia cocina mapas pájaros fútbol viajes lluvia cine tomates ríos montañas idiomas ajedrez radio
            astronomía vino miel abejas setas tipografía teatro democracia educación vivienda clima solidaridad redes
            cifrado servidores podcasts museos bibliotecas mercados faros bosques natación senderismo escalada vela sopa
            queso manzanas peras ciruelas patatas calabazas rosas hierbas búhos zorros perros caballos cabras nieve niebla
            tormentas estrellas cometas jazz ópera guitarras violines coros vinilos novelas cómics cartas postales diarios
            diccionarios archivos filosofía matemáticas biología química física sindicatos cooperativas elecciones
            periodismo sátira sueños paciencia silencio amistad humor puentes canales puertos islas cuevas desiertos
            glaciares volcanes faroles relojes llaves puertas ventanas tejados sillas cerámica vidrio papel tinta
            chocolate mermelada canela huertos balcones tranvías estaciones bancos fuentes
            """,
        qualities: """
            bonito bueno extraño divertido triste tranquilo largo corto claro oscuro cálido frío lento rápido nuevo raro
            sencillo difícil maravilloso sorprendente aburrido valiente fresco suave feliz modesto misterioso ruidoso
            pacífico perfecto poético fuerte dulce diminuto cansado emocionante salvaje sabio
            """,
        places: """
            Madrid Barcelona Valencia Sevilla Bilbao Granada Zaragoza Málaga Oviedo Salamanca Bogotá Lima Quito Santiago
            Montevideo Rosario Córdoba Guadalajara Oaxaca Mérida Cádiz Toledo
            """,
        syllables: """
            al ba bel ca cor da del en fa gar gue la len lo ma mar mi mon na nor or pa que ra ri sa sol ta ti to val ve
            """,
        sentences: """
            Hoy tocaba {t} y {t}, y ha sido {q}.
            ¿Alguien conoce un buen sitio en {p}? Busco algo de {t}.
            De vuelta de {p}, con la cabeza llena de ideas.
            Esta noche leo sobre {t} y {t}.
            Menos ruido y más {t}.
            Acabo de descubrir {r}, y es {q}.
            El cielo de {p} estaba {q} esta mañana.
            En {p} hay un grupo nuevo de {t}; sois bienvenidos.
            Un recuerdo de {p}, {q} como siempre.
            Tema del día: {t}.
            Nada tan {q} como un domingo en {p}.
            Hablamos hasta medianoche de {t} y de {t}.
            Pienso mucho en {t} últimamente.
            Otra semana bajo el signo de {r}.
            """,
        replies: """
            ¡Gracias, qué {q}!
            ¿En qué parte de {p} fue?
            Me recuerda a {r}.
            No estoy de acuerdo, primero {t}.
            ¡Bienvenida, bienvenido!
            ¡Saludos desde {p}!
            Exacto.
            """,
        headings: """
            Una semana de {t}
            Carta desde {p}
            Notas sobre {t} y {t}
            """,
        questions: """
            ¿Qué preferís: {t} o {t}?
            """
    )
}
