"""What people of each demo county live on, where they go to work, what they ask for."""

from dataclasses import replace

from zhucun.demo.families.persons import Customs
from zhucun.demo.recipes import Recipe

NEEDS = (
    "想学一门手艺", "希望介绍离家近的活", "想贷一笔小额信贷", "看病想有人陪着去", "希望把入户路硬化一段",
    "孩子上学要人接送", "想装一盏路灯", "希望合作社多收一些", "想换一个水龙头和水管",
)  # fmt: skip
PLATEAU = Customs(
    county="",
    cities=("成都市", "康定市", "甘孜县", "县城建设工地", "昌都市", "德阳市"),
    benefits=("grassland", "land"),
    peoples={"za": 97, "ha": 3},
    ways=("养牦牛", "种青稞和养牛", "采虫草和松茸", "外出务工", "县城务工", "在合作社做工", "低保和养老金"),
    needs=NEEDS,
)
HILLS = Customs(
    county="",
    cities=("福州市", "厦门市", "三明市", "泉州市", "县城工业园区", "晋江市"),
    benefits=("land", "forest"),
    peoples={"ha": 96, "sh": 4},
    ways=("种烤烟", "种水稻和烤烟", "竹山和林下种植", "外出务工", "在本地竹木厂做工", "跑运输", "养老金"),
    needs=NEEDS,
)


def customs_of(recipe: Recipe) -> Customs:
    """By what most of its people are."""
    return replace(PLATEAU if recipe.tibetan > 0.5 else HILLS, county=recipe.county)
