"""The units that send people: a county's own offices, a few from the city, the province and the state's firms."""

from dataclasses import dataclass

from zhucun.demo.numbers import credit_code
from zhucun.dispatch.choices import SenderLevel
from zhucun.places.choices import UnitKind

OFFICES = (
    "财政局", "教育局", "农业农村局", "自然资源局", "水利局", "交通运输局", "卫生健康局", "民政局",
    "人力资源和社会保障局", "发展和改革局", "住房和城乡建设局", "文化和旅游局", "林业局", "市场监督管理局",
    "应急管理局", "审计局", "统计局", "医疗保障局", "司法局", "委办公室", "委组织部", "委宣传部", "委政法委",
    "人大常委会办公室", "政协办公室", "总工会", "人民政府办公室",
)  # fmt: skip
INSTITUTIONS = ("融媒体中心", "农业技术推广中心", "疾病预防控制中心", "公路养护段")
FROM_AFAR = (
    ("{city}供销合作社联合社", UnitKind.ORGAN, SenderLevel.CITY),
    ("{city}农业科学研究所", UnitKind.INSTITUTION, SenderLevel.CITY),
    ("西部山地职业学院", UnitKind.UNIVERSITY, SenderLevel.PROVINCE),
    ("青禾农业发展集团有限公司", UnitKind.ENTERPRISE, SenderLevel.PROVINCE),
    ("华岭清洁能源有限公司", UnitKind.ENTERPRISE, SenderLevel.CENTRAL),
)


@dataclass(frozen=True, slots=True)
class Sender:
    """A unit as the roster writes it."""

    name: str
    uscc: str
    kind: UnitKind
    level: SenderLevel


def senders(county: str, county_name: str, city_name: str, count: int) -> list[Sender]:
    """From afar and of all kinds first, so that a small county has them too."""
    afar = [(name.format(city=city_name), kind, level) for name, kind, level in FROM_AFAR]
    own = [(county_name + name, UnitKind.INSTITUTION, SenderLevel.COUNTY) for name in INSTITUTIONS]
    own += [(county_name + name, UnitKind.ORGAN, SenderLevel.COUNTY) for name in OFFICES]
    share = max(1, count // 6)
    chosen = (afar[:share] + own)[:count]
    return [
        Sender(name, credit_code(county, serial, kind), kind, level)
        for serial, (name, kind, level) in enumerate(chosen, start=1)
    ]
