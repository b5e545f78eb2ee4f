/**
 * What labels call each value in the widget's fourteen languages: the first field of the row that a card has is meant.
 * A phrase counts where it is the whole label, save for courtesies and additions.
 */
export const phrases: readonly (readonly [fields: string, phrases: string])[] = [
  [
    'name owner legalPerson',
    'name|full name|legal name|real name|name in full|first and last name|holder name|cardholder|cardholder name|name of holder|姓名|真实姓名|名字|您的姓名|持卡人|持卡人姓名|真實姓名|氏名|お名前|名前|フルネーム|이름|성명|họ tên|họ và tên|tên đầy đủ|ชื่อ|ชื่อเต็ม|ชื่อ-นามสกุล|ชื่อและนามสกุล|nama|nama lengkap|nombre|nombre completo|nombre y apellidos|nombre y apellido|nome|nome completo|nom complet|nom et prénom|prénom et nom|nom et prénoms|vollständiger name|vor- und nachname|vorname und nachname|vorname nachname|имя|полное имя|фио|ф.и.о.|фамилия имя отчество|الاسم|الاسم الكامل|الاسم بالكامل',
  ],
  [
    'surname',
    'surname|last name|family name|lastname|姓|姓氏|姓（汉字）|苗字|성|họ|นามสกุล|nama keluarga|nama belakang|apellido|apellidos|sobrenome|apelido|nom|nom de famille|nachname|familienname|zuname|фамилия|اسم العائلة|اللقب|الكنية',
  ],
  [
    'givenName',
    'given name|given names|first name|first names|forename|forenames|firstname|名|名字（名）|이름(명)|tên|tên đệm và tên|ชื่อตัว|ชื่อจริง|nama depan|nombres|nombre de pila|primer nombre|nomes próprios|primeiro nome|prenome|prénom|prénoms|vorname|vornamen|rufname|имена|имя и отчество|الاسم الأول|الأسماء الأولى|الاسم الشخصي',
  ],
  [
    'number idNumber',
    'id number|id no|id card number|id card no|identity number|identity card number|identity card no|identification number|national id|national id number|national identity number|resident id number|citizen id|id card|personal id number|公民身份号码|身份证号|身份证号码|身份证|身份證號碼|身份證字號|身分證號碼|身分證字號|身份证件号码|证件号|证件号码|證件號碼|身分証番号|身分証明書番号|個人番号|신분증 번호|신분증번호|주민등록번호|주민 등록 번호|số căn cước|số căn cước công dân|số cccd|số cmnd|số chứng minh nhân dân|căn cước công dân|cccd|เลขประจำตัว|เลขประจำตัวประชาชน|เลขบัตรประชาชน|หมายเลขบัตรประชาชน|nomor identitas|nomor induk kependudukan|nik|nomor ktp|no ktp|no. ktp|número de identidad|número de identificación|documento de identidad|número de documento|dni|cédula|número de cédula|número de identidade|documento de identidade|número do documento|rg|numéro d’identité|numéro de carte d’identité|numéro de la carte d’identité|carte d’identité|n° de carte d’identité|ausweisnummer|personalausweisnummer|nummer des personalausweises|ausweisnr|номер удостоверения|номер удостоверения личности|номер документа|номер паспорта или удостоверения|رقم الهوية|رقم بطاقة الهوية|رقم الهوية الوطنية|الرقم القومي',
  ],
  [
    'personId',
    'passport number|passport no|passport|passport id|document number|document no|护照号|护照号码|護照號碼|旅券番号|パスポート番号|여권 번호|여권번호|số hộ chiếu|hộ chiếu số|เลขหนังสือเดินทาง|หมายเลขหนังสือเดินทาง|เลขที่หนังสือเดินทาง|nomor paspor|no paspor|número de pasaporte|pasaporte|número do passaporte|passaporte|numéro de passeport|numéro du passeport|n° de passeport|passeport|passnummer|reisepassnummer|reisepass-nr|номер паспорта|серия и номер паспорта|паспорт|رقم جواز السفر|رقم الجواز|جواز السفر',
  ],
  [
    'birth',
    'date of birth|birth date|birthdate|birthday|dob|d.o.b.|born|born on|day of birth|出生日期|生日|出生年月日|出生年月|出生|生年月日|誕生日|생년월일|생일|ngày sinh|ngày tháng năm sinh|sinh ngày|วันเกิด|วันเดือนปีเกิด|วัน/เดือน/ปีเกิด|วันที่เกิด|tanggal lahir|tgl lahir|fecha de nacimiento|nacimiento|data de nascimento|nascimento|date de naissance|né(e) le|né le|geburtsdatum|geburtstag|geboren am|дата рождения|день рождения|تاريخ الميلاد|تاريخ الولادة',
  ],
  [
    'birth.year',
    'year of birth|birth year|出生年份|出生年|生年|출생연도|출생년도|năm sinh|ปีเกิด|tahun lahir|año de nacimiento|ano de nascimento|année de naissance|geburtsjahr|год рождения|سنة الميلاد',
  ],
  [
    'birth.month',
    'month of birth|birth month|出生月份|出生月|生まれ月|출생월|tháng sinh|เดือนเกิด|bulan lahir|mes de nacimiento|mês de nascimento|mois de naissance|geburtsmonat|месяц рождения|شهر الميلاد',
  ],
  [
    'sex',
    'sex|gender|sex / gender|性别|性別|성별|giới tính|เพศ|jenis kelamin|kelamin|sexo|género|gênero|genero|sexe|genre|civilité|geschlecht|anrede|пол|الجنس|النوع',
  ],
  [
    'nationality nation',
    'ethnic group|ethnicity|ethnic|民族|민족|dân tộc|ชาติพันธุ์|เชื้อชาติ|suku bangsa|suku|grupo étnico|etnia|groupe ethnique|volksgruppe|этническая группа|национальность (этническая)|القومية|العرق',
  ],
  [
    'citizenship srcCountry',
    'nationality|citizenship|country of citizenship|citizen of|国籍|國籍|국적|quốc tịch|สัญชาติ|kewarganegaraan|nacionalidad|ciudadanía|nacionalidade|cidadania|nationalité|citoyenneté|staatsangehörigkeit|staatsbürgerschaft|nationalität|гражданство|национальность|الجنسية',
  ],
  [
    'srcCountry',
    'issuing country|country of issue|issuing state|country|country/region|签发国|签发国家|国家|国家/地区|簽發國|國家|国家和地区|発行国|国|발급 국가|국가|nước cấp|quốc gia|ประเทศที่ออก|ประเทศ|negara penerbit|negara|país emisor|país de expedición|país|país emissor|pays de délivrance|pays|ausstellender staat|ausstellungsland|land|страна выдачи|страна|بلد الإصدار|البلد|الدولة',
  ],
  [
    'address',
    'address|home address|residential address|street address|permanent address|registered address|address line 1|full address|current address|mailing address|住址|地址|家庭住址|居住地址|户籍地址|联系地址|詳細地址|详细地址|住所|ご住所|현주소|주소|집 주소|địa chỉ|địa chỉ thường trú|nơi thường trú|ที่อยู่|ที่อยู่ตามบัตรประชาชน|alamat|alamat lengkap|alamat rumah|dirección|domicilio|dirección postal|endereço|endereço completo|morada|adresse|adresse postale|adresse complète|domicile|anschrift|wohnanschrift|postanschrift|адрес|адрес проживания|адрес регистрации|место жительства|العنوان|عنوان السكن|عنوان الإقامة',
  ],
  [
    'authority issuePlace',
    'issuing authority|authority|issued by|issuer|issuing office|签发机关|发证机关|簽發機關|發證機關|発行機関|発行元|발급 기관|발급기관|cơ quan cấp|หน่วยงานที่ออก|ออกโดย|instansi penerbit|diterbitkan oleh|autoridad emisora|autoridad|expedido por|órgão emissor|autoridade|emitido por|autorité de délivrance|autorité|délivré par|délivrée par|ausstellende behörde|ausgestellt von|behörde|кем выдан|кем выдано|орган выдачи|جهة الإصدار|صادر عن',
  ],
  [
    'startDate validStartDate issueDate',
    'valid from|valid since|effective date|start date|issue date|date of issue|issued on|issued|date issued|有效期自|有效期起|有效期起始|有效期开始|起始日期|签发日期|发证日期|簽發日期|有效期間の開始日|発行日|交付日|발급일|발급일자|유효 시작일|có giá trị từ|ngày cấp|วันที่ออก|วันออกบัตร|ใช้ได้ตั้งแต่|tanggal penerbitan|tanggal terbit|berlaku sejak|fecha de expedición|fecha de emisión|válido desde|data de emissão|data de expedição|date de délivrance|date d’émission|délivré le|valable à partir du|ausstellungsdatum|ausgestellt am|gültig ab|gültig von|дата выдачи|когда выдан|действительно с|действителен с|تاريخ الإصدار|صالح من',
  ],
  [
    'endDate validEndDate expireDate validPeriod',
    'valid until|valid to|valid thru|valid through|expiry date|expiration date|date of expiry|date of expiration|expires|expires on|expiry|expiration|end date|有效期至|有效期|有效期截止|有效期限|有效期结束|截止日期|到期日|到期日期|失效日期|營業期限|有効期限|有効期間満了日|満了日|만료일|유효 기한|유효기간|만료 날짜|có giá trị đến|ngày hết hạn|วันหมดอายุ|ใช้ได้ถึง|บัตรหมดอายุ|tanggal berakhir|tanggal kedaluwarsa|berlaku hingga|berlaku sampai|fecha de caducidad|fecha de vencimiento|fecha de expiración|válido hasta|vencimiento|data de validade|validade|válido até|date d’expiration|expire le|date d’expiration|valable jusqu’au|ablaufdatum|gültig bis|gültigkeit|дата окончания срока действия|срок действия|действительно до|действителен до|годен до|تاريخ الانتهاء|تاريخ انتهاء الصلاحية|صالح حتى',
  ],
  [
    'longTerm',
    'long-term|long term|permanent|no expiry|does not expire|indefinite|长期|长期有效|永久有效|長期|長期有効|無期限|장기|무기한|vô thời hạn|không thời hạn|ตลอดชีพ|seumur hidup|indefinido|permanente|sin vencimiento|vitalício|indeterminado|illimité|permanent(e)|durée illimitée|unbefristet|бессрочно|бессрочный|دائم|غير محدد',
  ],
  [
    'bankCardNum',
    'card number|card no|bank card number|bank card|credit card number|debit card number|银行卡号|卡号|银行卡|銀行卡號|卡號|カード番号|카드 번호|카드번호|số thẻ|หมายเลขบัตร|เลขบัตร|nomor kartu|número de tarjeta|número de la tarjeta|número do cartão|numéro de carte|numéro de la carte|numéro de carte bancaire|kartennummer|номер карты|رقم البطاقة|رقم بطاقة البنك',
  ],
  [
    'number',
    'licence number|license number|driver’s licence number|driver’s license number|driving licence number|driving license number|driver licence number|driver license number|licence no|license no|证号|驾驶证号|驾驶证号码|證號|駕照號碼|免許証番号|運転免許証番号|면허 번호|면허번호|운전면허번호|số giấy phép|số giấy phép lái xe|số bằng lái|เลขใบขับขี่|เลขที่ใบขับขี่|nomor sim|número de permiso|número de licencia|número de licencia de conducir|número da carteira|número da cnh|cnh|numéro de permis|numéro de permis de conduire|führerscheinnummer|номер водительского удостоверения|номер прав|رقم الرخصة|رقم رخصة القيادة',
  ],
  [
    'plateNum num',
    'plate number|license plate|licence plate|number plate|registration plate|vehicle registration number|vehicle registration|plate|车牌|车牌号|车牌号码|号牌号码|車牌|車牌號碼|プレート番号|ナンバープレート|車両番号|登録番号|차량 번호|차량번호|번호판|biển số|biển số xe|biển kiểm soát|เลขทะเบียนรถ|ทะเบียนรถ|ป้ายทะเบียน|nomor pelat|nomor polisi|plat nomor|matrícula|placa|número de matrícula|número de placa|número da placa|numéro de plaque|plaque d’immatriculation|immatriculation|numéro d’immatriculation|kennzeichen|amtliches kennzeichen|kfz-kennzeichen|номерной знак|госномер|гос. номер|номер автомобиля|رقم اللوحة|لوحة المركبة',
  ],
  [
    'vin',
    'vin|vehicle identification number|chassis number|chassis no|frame number|车架号|车辆识别代号|車架號|車輛識別碼|車台番号|차대 번호|차대번호|số khung|หมายเลขตัวถัง|เลขตัวถัง|nomor rangka|número de bastidor|número de chasis|número do chassi|chassi|numéro de châssis|numéro d’identification du véhicule|fahrgestellnummer|fin|fahrzeug-identifizierungsnummer|номер кузова|رقم الهيكل|رقم الشاسيه',
  ],
  ['engineNum', 'engine number|engine no|发动机号|发动机号码|引擎號碼'],
  ['vehicleType', 'vehicle type|车辆类型|准驾车型|車輛類型'],
  ['model', 'make and model|品牌型号|品牌型號'],
  [
    'companyName',
    'company name|company|business name|name of company|organisation|organization|organisation name|organization name|legal entity name|公司名称|企业名称|单位名称|商户名称|名称|公司名稱|企業名稱|会社名|企業名|法人名|회사명|상호|tên công ty|tên doanh nghiệp|ชื่อบริษัท|nama perusahaan|nombre de la empresa|razón social|empresa|nome da empresa|razão social|nom de l’entreprise|nom de la société|raison sociale|entreprise|société|firmenname|firma|unternehmen|unternehmensname|название компании|наименование организации|компания|организация|اسم الشركة|الشركة',
  ],
  [
    'creditCode',
    'unified social credit code|social credit code|credit code|统一社会信用代码|社会信用代码|統一社會信用代碼|統一社会信用コード',
  ],
  [
    'legalPerson',
    'legal representative|法定代表人|法人|法人姓名|法人代表|法定代表者|법정 대표자|người đại diện pháp luật|wakil hukum|representante legal|représentant légal|gesetzlicher vertreter|законный представитель|الممثل القانوني',
  ],
  ['establishDate', 'date of establishment|成立日期'],
  ['registerDate', 'date of registration|注册日期|註冊日期|登记日期'],
  [
    'birthPlace',
    'place of birth|birthplace|birth place|出生地|出生地点|出生地點|출생지|nơi sinh|สถานที่เกิด|tempat lahir|lugar de nacimiento|local de nascimento|lieu de naissance|geburtsort|место рождения|مكان الميلاد',
  ],
  ['archiveNum fileNum', 'file number|档案编号|檔案編號'],
  ['occupation', 'occupation|职业|職業'],
  ['maritalStatus', 'marital status|婚姻状况|婚姻狀況'],
  ['education', 'education|文化程度|学历'],
  [
    'address.province',
    'province|state|state/province|省|省份|都道府県|시/도|tỉnh|tỉnh/thành phố|จังหวัด|provinsi|provincia|estado|bundesland|область|регион|المحافظة',
  ],
  [
    'address.area',
    'province city district|province/city/district|province city|province city and district|habitual residence|所在地区|所在地|所在省市|所在区域|所属地区|省市区|省市县|省市|省/市/区|省/市/县|省份城市|地区|地區|所在地區|户籍地区|户籍所在地|居住地区|居住地|现居地|常住地|常住地区|行政区划|家庭所在地',
  ],
  [
    'address.city',
    'city|town|city/town|市|城市|市区町村|도시|thành phố|เมือง|kota|ciudad|localidad|cidade|ville|stadt|ort|wohnort|город|المدينة',
  ],
  [
    'address.district',
    'district|county|区|区县|县|區|區縣|구/군|quận|huyện|quận/huyện|อำเภอ|เขต|kecamatan|distrito|bairro|kreis|bezirk|район|الحي',
  ],
];

/** Words of a date's parts, whose label stands over all three. */
export const partWords: Readonly<Record<string, string>> = {
  year: 'year|yyyy|年|年份|년|năm|ปี|tahun|año|ano|année|jahr|год|السنة|سنة',
  month: 'month|mm|月|月份|월|tháng|เดือน|bulan|mes|mês|mois|monat|месяц|الشهر|شهر',
  day: 'day|dd|日|日期|일|ngày|วัน|วันที่|tanggal|hari|día|dia|jour|tag|день|число|اليوم|يوم',
};

/** Words that stand around a label's own and mean nothing to it, at its beginning or end. */
export const courtesies =
  'your|the|my|please|enter|select|choose|type|applicants|applicant|holders|holder|customers|drivers|guests|required|optional|as shown|as printed|as it appears|as|on id|on card|on id card|on passport|in passport|on the card|on your passport|on your id card|请输入|请填写|请选择|您的|你的|本人|选填|必填|請輸入|請填寫|請選擇|ご|お|を入力してください|を入力|必須|任意|를 입력하세요|을 입력하세요|필수|선택|nhập|của bạn|กรุณากรอก|ของคุณ|masukkan|anda|su|tu|ingrese|introduzca|obligatorio|seu|sua|digite|obrigatório|votre|saisissez|obligatoire|ihr|ihre|bitte|eingeben|auswählen|pflichtfeld|ваш|ваша|ваше|ваши|введите|укажите|أدخل|مطلوب';
