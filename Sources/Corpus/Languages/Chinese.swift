extension Vocabulary {
    static let chinese = Vocabulary(
        code: "zh",
        share: 28,
        givenNames: """
            小明/xiaoming 丽华/lihua 文静/wenjing 志强/zhiqiang 美玲/meiling 建国/jianguo 秀英/xiuying 思远/siyuan 雨桐/yutong
            子涵/zihan 海燕/haiyan 晓峰/xiaofeng
            """,
        familyNames: "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 林 何 郭 马",
        topics: """
            音乐 摄影 咖啡 面包 自行车 书籍 隐私 软件 猫 政治 火车 历史 茶 诗歌 绘画 科学 烹饪 地图 鸟类 足球 旅行 天气 电影 番茄
            河流 山 语言 围棋 广播 天文 葡萄酒 蜂蜜 蜜蜂 蘑菇 戏剧 民主 教育 住房 气候 团结 网络 加密 服务器 博物馆 图书馆 市场
            灯塔 森林 游泳 徒步 帆船 面条 汤 苹果 梨 玫瑰 猫头鹰 狐狸 狗 马 雨 雪 雾 星星 彗星 爵士乐 吉他 合唱 小说 漫画 书信
            日记 词典 档案 哲学 数学 物理 梦 耐心 安静 友谊 幽默 桥 岛屿 沙漠 火山 灯笼 钟表 钥匙 门 窗 纸 墨
            """,
        qualities: "美丽 有趣 奇怪 伤心 安静 漫长 短暂 明亮 黑暗 温暖 寒冷 缓慢 快速 新鲜 罕见 简单 困难 精彩 意外 勇敢 温柔 神秘 完美",
        places: "北京 上海 广州 成都 杭州 西安 南京 武汉 昆明 苏州 台北 香港 澳门 新加坡 厦门 青岛",
        syllables: "云 山 水 石 林 花 月 风 雪 金 木 火 土 天 地 星 河 海 春 秋 青 白 红 玉 龙 凤",
        capitalises: false,
        sentenceGap: "",
        sentences: """
            今天的话题是{t}和{t}，感觉很{q}。
            有人知道{p}附近哪里适合{t}吗？
            刚从{p}回来，满脑子都是{t}。
            今晚读一本关于{t}的书。
            少一点{t}，多一点{t}。
            {p}的早晨真{q}！
            我最近发现了{r}，非常{q}。
            大家喜欢{t}吗？
            我们在{p}聊{t}聊到半夜。
            """,
        replies: """
            谢谢，真{q}！
            这是在{p}吗？
            让我想起了{r}。
            欢迎！
            我不同意，{t}更重要。
            """,
        headings: """
            {t}的一周
            {p}来信
            """,
        questions: """
            你更喜欢{t}还是{t}？
            """
    )
}
