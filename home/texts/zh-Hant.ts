import type { Texts } from '../../shared/ui/i18n.ts';
import type { zhHans } from './zh-Hans.ts';

export const zhHant: Texts<typeof zhHans> = {
  title: '一號通 · 政務大廳排隊叫號',
  name: '一號通',
  what: '政務大廳的排隊叫號系統：一張號票，辦成「一件事」的所有環節。',
  halls: '本系統服務的大廳',
  allHalls: '全部 {n} 個大廳',
  groups: { visitor: '辦事民眾', counter: '窗口', office: '管理' },
  screens: {
    kiosk: { name: '取號機', who: '辦事民眾在大廳自助取號', at: '直式或橫式觸控機' },
    display: { name: '大廳綜合螢幕', who: '叫號、窗口狀態和語音播報', at: '大廳電視，遠看清晰' },
    sign: { name: '窗口螢幕', who: '窗口上方，顯示正在辦理的號碼', at: '網址加 ?window=窗口號' },
    window: { name: '窗口叫號終端', who: '窗口人員呼叫、辦理、流轉', at: '帳號登入，全鍵盤操作' },
    pad: { name: '評價器', who: '辦事民眾在窗口評價服務', at: '窗口平板' },
    phone: { name: '手機號票', who: '辦事民眾隨時查看排隊進度', at: '掃描號票上的二維碼' },
    region: { name: '去哪裡辦', who: '看哪個大廳人少、能辦什麼、怎麼去', at: '手機或電腦' },
    village: { name: '村級服務點', who: '一人一屏：取號、叫號、辦理', at: '手機或平板' },
    admin: { name: '管理台', who: '導辦員、大廳主管和管理員', at: '實況、報表、設備、設定' },
  },
  pair: '第一次使用？取號機、螢幕和評價器要先配對：登入管理台，在「設備」中登記，把得到的配對碼輸入設備即可。',
  toDevices: '登記設備',
  api: '介面文件',
  unknown: '暫時連不上伺服器，頁面仍可打開。',
};
