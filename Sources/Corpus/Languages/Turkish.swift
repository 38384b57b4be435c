extension Vocabulary {
    static let turkish = Vocabulary(
        code: "tr",
        share: 20,
        givenNames: """
            Ayşe/ayse Burak/burak Cem/cem Deniz/deniz Elif/elif Fatma/fatma Gökhan/gokhan Hülya/hulya İrem/irem Kaan/kaan
            Leyla/leyla Murat/murat Nazlı/nazli Ömer/omer Selin/selin Zeynep/zeynep
            """,
        familyNames: "Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk Aydın Arslan Doğan Kılıç Aslan Koç Kurt Polat",
        topics: """
            müzik fotoğraf kahve ekmek bisiklet kitap gizlilik yazılım kedi siyaset tren tarih çay şiir resim bilim yemek
            harita kuş futbol gezi yağmur sinema domates nehir dağ dil satranç radyo astronomi bal arı mantar tiyatro
            demokrasi eğitim iklim dayanışma şifreleme sunucu müze kütüphane pazar deniz orman yüzme yürüyüş çorba peynir
            elma gül köpek at kar sis yıldız caz gitar koro roman mektup günlük arşiv felsefe matematik rüya sabır
            sessizlik dostluk köprü ada saat anahtar kapı pencere kâğıt mürekkep
            """,
        qualities: """
            güzel iyi tuhaf komik hüzünlü sakin uzun kısa parlak karanlık sıcak soğuk yavaş hızlı yeni nadir basit zor
            harika şaşırtıcı tatlı huzurlu
            """,
        places: "İstanbul Ankara İzmir Bursa Antalya Trabzon Eskişehir Mardin Van Bodrum Edirne Kars Konya",
        syllables: "ba be da de ka ke la le ma me na ne ra re sa se şa ta te ya ye ka lı li lu lü rı ri",
        sentences: """
            Bugünün konusu {t} ve {t}; gün çok {q} geçti.
            Burada {t} seven var mı?
            Bu sabah {p} çok {q} görünüyordu.
            Yeni keşfim: {r}, gerçekten {q}.
            Bu akşam yine {t} ve {t} üzerine okuyorum.
            Daha az gürültü, daha çok {t}.
            """,
        replies: """
            Teşekkürler, çok {q}!
            Neresi burası, {p} mi?
            Bana {r} günlerini hatırlattı.
            Hoş geldin!
            """,
        headings: """
            Bir hafta {t}
            """,
        questions: """
            Hangisini seversiniz: {t} mi, {t} mi?
            """
    )
}
