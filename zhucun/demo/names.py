"""Names of people who are not. A household register holds rare characters, so ours does too.

Common syllables, put together by chance; whoever is really called so is not meant.
"""

from random import Random

from zhucun.kernel.identity import Sex

SURNAMES = (
    "陈林黄张李王吴刘蔡杨许郑谢郭洪邱曾廖赖徐周叶苏庄吕江何萧罗高潘简朱钟游詹胡施沈余卢梁赵颜柯翁魏孙戴范方宋"
    "邓杜傅侯曹薛丁卓马董温唐蓝石蒋田康邹白涂尤巫韩龚严袁汤姚童"
)
MALE_FIRST = "志国永文世明荣振兴长金海启承绍维宗耀仕仁正光发水木火炳祖善"
MALE_LAST = "生林辉军福旺材彬松勇斌武祥根才星铭佑茂煌淼焕添泉钦楷"
FEMALE_FIRST = "秀玉桂美丽雪晓慧淑巧月凤金爱素碧翠宝彩银"
FEMALE_LAST = "英珍芳梅云霞萍琴燕娟花香莲珠仙妹钗治莺蓉"
TIBETAN_FIRST = (
    "扎西", "泽仁", "洛绒", "四郎", "仁青", "格桑", "次仁", "丹增", "白马", "罗布",
    "尼玛", "达瓦", "平措", "索朗", "贡布", "邓珠", "益西", "曲批", "呷绒", "青麦",
)  # fmt: skip
TIBETAN_MALE = (
    "多吉", "旺堆", "彭措", "翁加", "郎加", "邓珠", "曲批", "泽翁", "扎巴", "达吉", "绒布", "汪修", "珠扎",
)  # fmt: skip
TIBETAN_FEMALE = (
    "卓玛", "拉姆", "拥措", "曲珍", "央金", "志玛", "措姆", "白姆", "翁姆", "拥忠", "巴姆", "青措", "卓嘎",
)  # fmt: skip

# Beyond the basic plane, and one character of the private use area that some county's font once stood for.
RARE_HAN = ("陈\U00021413生", "赖\U0002348d林", "邱\U0002cd0a梅", "廖\U0002c35b根", "邓\ue5e5发")
RARE_HERS = "姆"  # how one of the following ends
RARE_TIBETAN = ("格桑\U00021413", "泽仁\U0002348d", "洛绒\U0002cd0a姆", "四郎\U0002c35b", "尼玛\ue5e5")


def sex_of(name: str) -> Sex:
    """Whose name it is, by how names are put together here."""
    if name.endswith(TIBETAN_MALE):
        return Sex.MALE
    is_hers = name.endswith(TIBETAN_FEMALE) or name[-1] in FEMALE_LAST + RARE_HERS
    return Sex.FEMALE if is_hers else Sex.MALE


class Names:
    """Draws names; `unique` never gives one twice."""

    def __init__(self, rng: Random, tibetan: float) -> None:
        self._rng, self._tibetan = rng, tibetan
        self._given: set[str] = set()

    @property
    def rare(self) -> tuple[str, ...]:
        return RARE_TIBETAN if self._tibetan > 0.5 else RARE_HAN

    def person(self, sex: Sex) -> str:
        if self._rng.random() < self._tibetan:
            return self._tibetan_name(sex)
        return self._rng.choice(SURNAMES) + self._given_name(sex)

    def relative(self, of: str, sex: Sex) -> str:
        """Somebody of the family of `of`: a Tibetan name, or one of the same surname."""
        if of.startswith(TIBETAN_FIRST):
            return self._tibetan_name(sex)
        return of[0] + self._given_name(sex)

    def unique(self, sex: Sex) -> str:
        name = self.person(sex)
        while name in self._given:
            name = self.person(sex)
        self._given.add(name)
        return name

    def _given_name(self, sex: Sex) -> str:
        first, last = (MALE_FIRST, MALE_LAST) if sex is Sex.MALE else (FEMALE_FIRST, FEMALE_LAST)
        return self._rng.choice(first) + self._rng.choice(last)

    def _tibetan_name(self, sex: Sex) -> str:
        last = TIBETAN_MALE if sex is Sex.MALE else TIBETAN_FEMALE
        first = self._rng.choice(TIBETAN_FIRST)
        return first + self._rng.choice([part for part in last if part != first])
