import type { Random } from '../random.ts';

/** A fictional person's name, in Chinese characters and in the Latin spelling a passport would carry. */
export type PersonName = { chinese: string; surname: string; given: string };

const surnames =
  '王wang 李li 张zhang 刘liu 陈chen 杨yang 黄huang 赵zhao 吴wu 周zhou 徐xu 孙sun 马ma 朱zhu 胡hu 郭guo 何he 高gao 林lin 罗luo 郑zheng 梁liang 谢xie 宋song 唐tang 许xu 韩han 冯feng 邓deng 曹cao 彭peng 曾zeng 肖xiao 田tian 董dong 袁yuan 潘pan 于yu 蒋jiang 蔡cai 余yu 杜du 叶ye 程cheng 苏su 魏wei 吕lyu 丁ding 任ren 沈shen 姚yao 卢lu 姜jiang 崔cui 钟zhong 谭tan 陆lu 汪wang 范fan 金jin 石shi 廖liao 贾jia 夏xia 韦wei 付fu 方fang 白bai 邹zou 孟meng 熊xiong 秦qin 邱qiu 江jiang 尹yin 薛xue 闫yan 段duan 雷lei 侯hou 龙long 史shi 陶tao 黎li 贺he 顾gu 毛mao 郝hao 龚gong 邵shao 万wan 钱qian 严yan 覃qin 武wu 戴dai 莫mo 孔kong 向xiang 汤tang 欧阳ouyang 上官shangguan 司马sima 诸葛zhuge'.split(
    ' ',
  );
const givenCharacters =
  '伟wei 芳fang 娜na 敏min 静jing 秀xiu 丽li 强qiang 磊lei 军jun 洋yang 勇yong 艳yan 杰jie 娟juan 涛tao 明ming 超chao 霞xia 平ping 刚gang 桂gui 英ying 华hua 玉yu 兰lan 红hong 建jian 国guo 志zhi 海hai 波bo 宇yu 浩hao 欣xin 雨yu 晨chen 佳jia 怡yi 子zi 涵han 梓zi 轩xuan 诗shi 琪qi 博bo 文wen 思si 远yuan 天tian 宁ning 嘉jia 俊jun 泽ze 瑞rui 雪xue 梅mei 凤feng 春chun 生sheng 德de 福fu 永yong 庆qing 立li 新xin 晓xiao 东dong 成cheng 林lin 云yun 飞fei 鹏peng 龙long 翔xiang 鑫xin 淼miao 婷ting 颖ying 璐lu 瑶yao 莹ying 倩qian 蕾lei 薇wei 珊shan 岚lan 钰yu 彤tong 昊hao 睿rui 哲zhe 凯kai 航hang 景jing 中zhong 和he 清qing 安an 乐le 心xin 一yi 若ruo 初chu 砚yan 舟zhou 竹zhu 禾he 溪xi 岳yue 阳yang 辰chen 星xing 月yue 喆zhe 馨xin 曦xi 懿yi 骏jun 蓉rong 麒qi 珂ke 翀chong 媛yuan 霖lin 旭xu 楠nan 桐tong'.split(
    ' ',
  );
const westernSurnames =
  'ERIKSSON MARTIN GARCIA NOVAK ROSSI KOWALSKI JENSEN VIRTANEN MULLER SCHMIDT DUBOIS LEROY SILVA PEREIRA HORVATH POPESCU OCONNOR SMITH TAYLOR WALKER HUGHES BENNETT CARVALHO LINDQVIST VAN-DER-BERG DE-LA-CRUZ TANAKA SUZUKI YAMAMOTO KIM PARK NGUYEN SINGH PATEL AL-HADDAD OKAFOR MBEKI SANTOS-LIMA HAMMERSTROM QUIXANO ZIMMERMANN WEXFORD'.split(
    ' ',
  );
const westernGiven =
  'ANNA MARIA JOHN PETER LUCAS EMMA SOFIA MATEO HUGO CLARA ELENA IVAN OLIVIA NOAH LIAM AMELIE JULES FREYA ASTRID BJORN KENJI YUKI MINJI SEOJUN PRIYA ARJUN LEILA OMAR CHIDI AMARA THABO INES DIEGO JORGE PAULA VICTORIA WALTER XAVIER YVONNE ZOE QUENTIN FELIX'.split(
    ' ',
  );

/** The 56 ethnic groups as an identity card prints them (the first is by far the commonest). */
export const ethnicGroups =
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺'.split(
    ' ',
  );

function split(entry: string): { character: string; latin: string } {
  const at = entry.search(/[a-z]/);
  return { character: entry.slice(0, at), latin: entry.slice(at).toUpperCase() };
}

/** A Chinese name of two to four characters. */
export function chineseName(random: Random): PersonName {
  const surname = split(random.pick(surnames));
  const first = split(random.pick(givenCharacters));
  const second = random.chance(0.72) ? split(random.pick(givenCharacters)) : { character: '', latin: '' };
  return {
    chinese: surname.character + first.character + second.character,
    surname: surname.latin,
    given: first.latin + second.latin,
  };
}

/** A name transcribed with a middle dot, as many minority names are. */
export function dottedName(random: Random): string {
  const head = random.pick([
    '阿依古丽',
    '买买提',
    '巴特尔',
    '乌日娜',
    '卓玛',
    '热依汗',
    '艾尼瓦尔',
    '扎西',
    '古丽娜尔',
  ]);
  const tail = random.pick(['艾合买提', '阿布都拉', '吐尔逊', '次仁', '其其格', '木合塔尔', '热合曼', '旺堆']);
  return `${head}·${tail}`;
}

/** A fictional traveller's name in capital Latin letters, spaces and hyphens as printed. */
export function westernName(random: Random): { surname: string; given: string } {
  const surname = random.pick(westernSurnames);
  const first = random.pick(westernGiven);
  const second = random.pick(westernGiven);
  const given = random.chance(0.55) && second !== first ? `${first} ${second}` : first;
  return {
    surname: surname.includes('VAN') || surname.startsWith('DE-') ? surname.replaceAll('-', ' ') : surname,
    given,
  };
}
