extension Vocabulary {
    static let portuguese = Vocabulary(
        code: "pt",
        share: 45,
        givenNames: """
            Adriana Bernardo Catarina Duarte Eduarda Fernando Helena Inês/ines João/joao Leonor Miguel Natália/natalia
            Otávio/otavio Rita Sérgio/sergio Teresa Vasco Zita Beatriz Caio
            """,
        familyNames: """
            Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Almeida Ribeiro Pinto Carvalho Teixeira
            Moreira Correia Nunes Araújo
            """,
        topics: """
            música fotografia café pão bicicletas livros privacidade programação gatos política comboios história chá
            poesia pintura ciência cozinha mapas pássaros futebol viagens chuva cinema tomates rios montanhas línguas
            xadrez rádio astronomia vinho mel abelhas cogumelos teatro democracia educação habitação clima solidariedade
            redes criptografia servidores museus bibliotecas mercados faróis florestas natação caminhadas queijo maçãs
            rosas corujas raposas cães cavalos neve nevoeiro estrelas cometas fado guitarras coros romances cartas diários
            arquivos filosofia matemática sonhos paciência silêncio amizade pontes ilhas azulejos relógios janelas papel
            """,
        qualities: """
            bonito bom estranho engraçado triste calmo longo curto claro escuro quente frio lento rápido novo raro
            simples difícil maravilhoso surpreendente corajoso fresco suave feliz misterioso perfeito poético forte doce
            """,
        places: """
            Lisboa Porto Coimbra Braga Évora Faro Aveiro Salvador Recife Curitiba Brasília Olinda Maputo Luanda Praia
            """,
        syllables: "al ba ca co da do en fa ga la le lo ma mi mo na no or pa pe ra re sa se ta te va vi",
        sentences: """
            Hoje foi dia de {t} e {t}, e foi {q}.
            Alguém conhece um bom lugar em {p} para {t}?
            De volta de {p}, cheio de ideias sobre {t}.
            Acabei de descobrir {r}, e é {q}.
            Menos pressa, mais {t}.
            O céu de {p} estava {q} esta manhã.
            Tema do dia: {t}.
            Conversámos até tarde sobre {t} e {t}.
            Nada tão {q} como um domingo em {p}.
            """,
        replies: """
            Obrigado, que {q}!
            Onde foi isso em {p}?
            Faz-me lembrar {r}.
            Bem-vindos!
            Saudações de {p}!
            """,
        headings: """
            Uma semana de {t}
            Carta de {p}
            """,
        questions: """
            O que preferem: {t} ou {t}?
            """
    )
}
