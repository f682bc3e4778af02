/** Lower case letters and digits, without accents: what makes two headers the same. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const namesIn = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(plainName));

/**
 * Headers of columns that hold phone numbers: English, Swahili, French, Spanish, Portuguese, German, Russian, Ukrainian,
 * Arabic, Chinese. One list for number lists and suppressions.
 */
const NUMBER_NAMES = namesIn(
  'number numbers phone phones phoneno phonenumber phonenumbers phonenr mobile mobileno mobilenumber mobilephone ' +
    'mobilephonenumber msisdn msisdns cell cellno cellphone cellphonenumber cellnumber tel telno telnumber telephone ' +
    'telephoneno telephonenumber to recipient recipients recipientnumber contact contactno contactnumber contactphone ' +
    'whatsapp whatsappnumber whatsappno gsm gsmno gsmnumber sim simnumber sms smsnumber primaryphone phone1 mobile1 ' +
    'phoneprimary mobilemoney mpesanumber mpesano customerphone clientphone customernumber ' +
    'simu nambayasimu namba nambari nambariyasimu numero numerotelephone numerodetelephone numerotel portable telport ' +
    'telefono numerodetelefono telefone numerodetelefone celular movil telemovel destination destinationnumber ' +
    'receiver receivernumber e164 address handy handynummer telefon telefonnummer mobilnummer rufnummer ' +
    'телефон телефоны номер номера номертелефона мобильный мобильныйтелефон сотовый тел абонент ' +
    'номертелефону мобільний мобільнийтелефон هاتف الهاتف رقمالهاتف جوال الجوال رقمالجوال موبايل ' +
    '电话 电话号码 手机 手机号 手机号码 號碼 号码 電話 電話號碼 手機',
);
const COUNTRY_NAMES = namesIn(
  'country countrycode countryiso countryname iso iso2 iso3 isocode nation pays codepays pais codigopais nchi land ' +
    'paese callingcode dialcode dialingcode diallingcode phonecode countryprefix cc dial isd isdcode prefix phoneprefix ' +
    'dialprefix internationalcode internationalprefix countrydialcode countrycallingcode countrydialingcode ' +
    'countryphonecode phonecountry phonecountrycode ländervorwahl landesvorwahl vorwahl indicatif indicatifpays prefijo ' +
    'страна кодстраны країна кодкраїни البلد الدولة 国家 國家 国家代码',
);
const NOTE_NAMES = namesIn('note notes reason reasons comment comments sababu raison remarque nota motivo примечание');

export const namesNumbers = (header: string): boolean => NUMBER_NAMES.has(plainName(header));
export const namesCountries = (header: string): boolean => COUNTRY_NAMES.has(plainName(header));
export const namesNotes = (header: string): boolean => NOTE_NAMES.has(plainName(header));
