extension Vocabulary {
    static let korean = Vocabulary(
        code: "ko",
        share: 18,
        givenNames: """
            민준/minjun 서연/seoyeon 지우/jiwoo 하은/haeun 도윤/doyun 수아/sua 예린/yerin 현우/hyunwoo 지민/jimin 유진/yujin
            """,
        familyNames: "김 이 박 최 정 강 조 윤 장 임 한 오",
        topics: """
            음악 사진 커피 빵 자전거 책 개인정보 소프트웨어 고양이 정치 기차 역사 차 시 그림 과학 요리 지도 새 축구 여행 날씨 영화
            토마토 강 산 언어 바둑 라디오 천문 와인 꿀 버섯 연극 민주주의 교육 기후 연대 네트워크 암호 서버 박물관 도서관 시장
            등대 숲 수영 등산 국수 치즈 사과 배 장미 여우 강아지 비 눈 안개 별 재즈 기타 합창 소설 만화 편지 일기 철학 수학 꿈
            인내 침묵 우정 다리 섬 시계 열쇠 문 창문 종이 먹
            """,
        qualities: "아름다운 좋은 이상한 재미있는 슬픈 조용한 긴 짧은 밝은 어두운 따뜻한 추운 느린 빠른 새로운 드문 간단한 어려운 멋진",
        places: "서울 부산 인천 대구 대전 광주 전주 제주 강릉 경주 춘천 여수",
        syllables: "가 나 다 라 마 바 사 아 자 차 카 타 파 하 고 노 도 로 모 보 소 오 조 미 비 시 이 지",
        capitalises: false,
        sentences: """
            오늘의 주제: {t}, 그리고 {t}.
            {p} 근처에 {t} 즐기기 좋은 곳 아시나요?
            {p}에서 {q} 하루를 보냈어요.
            오늘 {r}에 대해 읽었습니다.
            소음은 줄이고 {t} 시간은 늘리고.
            """,
        replies: """
            감사합니다, 정말 {q} 이야기네요!
            여기 {p} 맞나요?
            {r} 생각이 나네요.
            환영합니다!
            """,
        headings: """
            {t} 일주일
            """,
        questions: """
            {t}, {t} 중 무엇이 더 좋아요?
            """
    )
}
