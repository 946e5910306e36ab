"""Words that decide how a name is read; folded: lower case, without diacritics.

The tables hold what is common, not what exists: a name that is missing is read in the order in
which it is written, which makes a SAME a POSSIBLE at worst.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _terms(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Belong to the family name and may be left out by a catalogue.
PARTICLES = _words(
    "van von vom zu zum zur der den dem des ter ten te de la las los lo le les del della dello"
    " delle degli dei di da das do dos du af av al el ul ibn bin bint ben abu san santa dal dalla"
    " op onder"
)
# Two spellings of one Arabic article.
ARTICLES = frozenset({"al", "el", "ul"})
# The first half of one word: O'Brien, McCarthy, St. John. Never left out.
PREFIXES = _words("o mc st ste")
SAME_WORD = {"saint": "st", "sainte": "ste", "junior": "jr", "senior": "sr"}
TITLES = _words("dr prof professor mr mrs ms sir")
SUFFIXES = _words("jr sr ii iii iv 2nd 3rd")
DEGREES = frozenset({"phd", "dphil", "dsc", "md"})
GROUPS = _words(
    "collaboration collaborations consortium team group committee initiative project foundation"
    " institute university laboratory labs community organization authors"
)

VIETNAMESE = _words(
    "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh trinh mai"
)
# Written before the given name at home and after it abroad.
_CHINESE = _words(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng"
    " liang xie song tang feng han deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye"
    " cheng wei su lu lv ding ren shen yao jiang cui zhong tan fan jin shi liao jia xia fu"
    " fang bai zou meng xiong qin qiu hou yin xue yan duan lei long tao shao mao hao gong wan qian"
    " dai mo ouyang situ sima shangguan chan chang chiang cheung wong leung lau tsai hsu hsieh lee"
    " kwok ng tse yeung zhuang qi kong ke wen zhan shu ling e"
)
_KOREAN = _words(
    "kim lee park choi jung jeong kang cho jo yoon jang lim shin seo kwon hwang ahn oh yoo hong"
    " ko moon son bae baek heo nam noh ha joo woo gu ryu chung"
)
_JAPANESE = _words(
    "sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada"
    " sasaki yamaguchi matsumoto inoue kimura shimizu hayashi saito yamazaki mori ikeda hashimoto"
    " ishikawa ogawa okada hasegawa fujita goto kondo maeda fujii endo aoki sakamoto murakami ota"
    " kaneko fujiwara nishimura fukuda miura okamoto matsuda nakajima harada ono tamura nakagawa"
    " takeuchi ishii ueda morita hara shibata sakai kudo yokoyama miyazaki miyamoto uchida takagi"
    " ando taniguchi maruyama imai takada sugiyama amari yamanaka"
)
_HUNGARIAN = _words(
    "nagy kovacs toth szabo horvath varga kiss molnar nemeth farkas balogh papp lakatos takacs"
    " juhasz meszaros simon racz fekete szilagyi torok feher balazs gal szucs kocsis pinter fodor"
    " erdos lovasz szekely barabasi neumann szemeredi"
)
FAMILY_FIRST = VIETNAMESE.union(_CHINESE, _KOREAN, _JAPANESE, _HUNGARIAN)
# Two of them in a row are one person's two surnames.
IBERIAN = _words(
    "garcia rodriguez gonzalez fernandez lopez martinez sanchez perez gomez martin jimenez ruiz"
    " hernandez diaz moreno munoz alvarez romero alonso gutierrez navarro torres dominguez vazquez"
    " ramos gil ramirez serrano blanco molina morales suarez ortega delgado castro ortiz rubio"
    " marin sanz nunez iglesias medina garrido cortes castillo santos guerrero lozano cano prieto"
    " mendez cruz flores herrera pena leon marquez cabrera gallego calvo vidal campos vega reyes"
    " fuentes carrasco aguilar silva souza oliveira pereira costa ferreira rodrigues almeida"
    " carvalho ribeiro gomes lopes martins alves rojas vargas rivera chavez mendoza salazar guzman"
    " soto contreras sandoval valencia"
)

HAN_FAMILIES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓冯馮"
    "邓鄧曹彭曾肖蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖"
    "石金韦韋贾賈夏付傅方邹鄒熊白孟秦邱侯江尹薛闫閻段雷龙龍陶贺賀毛郝顾顧龚龔邵万萬钱錢戴严"
    "嚴莫孔向常汤湯康易乔喬赖賴文温溫庞龐樊殷施洪翁倪安牛耿岳史柳朴"
)
LONG_FAMILIES = _terms(
    "남궁 황보 제갈 사공 선우 서문 독고 欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 皇甫 东方"
    " 尉迟 慕容 夏侯 令狐 佐藤 鈴木 高橋 田中 渡辺 渡邊 伊藤 山本 中村 小林 加藤 吉田 山田"
    " 佐々木 山口 松本 井上 木村 清水 斎藤 齋藤 山崎 池田 橋本 阿部 石川 小川 岡田 長谷川 藤田"
    " 後藤 近藤 前田 藤井 遠藤 青木 坂本 村上 太田 金子 藤原 西村 福田 三浦 岡本 松田 中島"
    " 原田 小野 田村 中川 竹内 石井 上田 森田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 安藤"
    " 谷口 丸山 今井 高田 杉山 甘利 山中 湯川 朝永"
)
# Terms that begin like a family name: tensor, Gaussian, Markov, Fourier, equation, graphene ...
HAN_TERMS = _terms(
    "张量 張量 高斯 高维 高維 高能 高温 高阶 高性能 高通量 马尔 馬爾 马氏 傅里叶 傅立叶 方程"
    " 方差 方法 方向 程序 任务 任務 任意 温度 溫度 石墨 石油 金属 金屬 金融 白噪 白盒 白光"
    " 文本 文献 文檔 文档 向量 常数 常微 常识 常識 安全 江河 余弦 余代 易感 严格 万有 万物"
    " 陶瓷 毛细 雷达 雷達 段落 田间 孟德 史料 牛顿 牛頓 洪水 温室 金刚 李代 李群 杨米 何以"
    " 黄土 黄金 程式 林业 江南 石英 周期 康复 龙格 罗尔 罗素 陆地 許可 许可 贺卡 戴维 毛发"
    " 常见 莫比 莫尔 孔径 孔隙 黄铜 马赛"
)
HANGUL_FAMILIES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방"
)
HANGUL_TERMS = _terms(
    "이미지 최적화 정규화 정규분 정보학 정보론 정보이 정확도 정확성 정책망 이론물 이산수"
    " 이상치 신경망 신경과 신호처 양자역 양자장 강화학 조합론 한국어 전이학 전자기 전산학"
    " 고차원 고에너 고전역 문자열 문장부 심층학 차원축 주성분 우주론 우주선 구조체 민감도"
    " 진화론 지식망 원자로 원자핵 천문학 천체물 방정식 방법론 유전자 유전체 유전학 유체역"
    " 노이즈 오토마 오류율 서비스 안전성 손실함 배치법 장기기 강건성 대조군 임베딩 임상학"
    " 전력망 전기장 주파수 진동수 지도학 지질학 채널링 조건부"
)

# Words in a capitalised phrase that make it a topic; none is a usual given or family name.
TOPIC_WORDS = _words(
    "adaptation adversarial agents algebra algorithm algorithms alignment analysis analytics"
    " annealing approximation architecture architectures artificial astronomy attention automata"
    " autonomous bandits bayesian benchmark benchmarks bias bioinformatics biology calculus causal"
    " chemistry classification climate clustering codes coding cognition cognitive combinatorics"
    " complexity compression computation computational computer computing control convex"
    " convolutional correction cosmology cryptography dark data dataset datasets decoding"
    " deep-learning design detection dialogue differential diffusion discovery distillation"
    " dynamics economics electronics embedding embeddings energy engineering equation equations"
    " error estimation ethics evaluation exploration fairness federated feedback fields flows"
    " fluid forecasting functions galaxies game games generation generative genomics geometry"
    " graph graphene graphs gravity group groups human image images imaging inference information"
    " instruction intelligence interaction interpretability knowledge language languages large"
    " learning linguistics logic machine manipulation materials mathematics matrix matter"
    " mechanics mechanism mechanisms medical memory meta-learning method methods microscopy mining"
    " model modeling modelling models molecular monte multimodal multi-agent navigation nets"
    " network networks neural neuroscience nlp number numerical object objects operators optics"
    " optimal optimization optimisation pattern perception physics planning policy polymer"
    " prediction pretraining privacy probabilistic probability processes processing programming"
    " proofs prompting protein proteins pruning quantization quantum random reasoning recognition"
    " recommendation recommender reconstruction regression reinforcement representation"
    " representations retrieval robotics robots robust robustness rules safety sampling scaling"
    " science sciences search security segmentation self-supervised semantic semantics sensing"
    " series signal simulation simulations software sparse spectroscopy speech spin stars states"
    " statistical statistics stochastic string structure structures superconductivity supervised"
    " supervision symmetry synthesis system systems technology tensor test-time testing text"
    " theorem theory time tomography tools topological topology training transfer transformer"
    " transformers transport trees trust turbulence uncertainty understanding unsupervised"
    " variational verification video vision visual visualization wave waves world zero-shot"
    " few-shot and beyond toward towards gaussian gradient gradients descent flow matching digital"
    " twin twins report technical framework frameworks problem problems phenomenon translation"
    " field tuning fine-tuning finetuning space mixture experts thought diffusions theories"
)
