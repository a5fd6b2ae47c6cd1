/** The sentences of the first page. */
export const zhHans = {
  title: '一号通 · 政务大厅排队叫号',
  name: '一号通',
  what: '政务大厅的排队叫号系统：一张号票，办成“一件事”的所有环节。',
  halls: '本系统服务的大厅',
  allHalls: '全部 {n} 个大厅',
  groups: { visitor: '办事群众', counter: '窗口', office: '管理' },
  screens: {
    kiosk: { name: '取号机', who: '办事群众在大厅自助取号', at: '竖屏或横屏触摸机' },
    display: { name: '大厅综合屏', who: '叫号、窗口状态和语音播报', at: '大厅电视，远看清晰' },
    sign: { name: '窗口屏', who: '窗口上方，显示正在办理的号码', at: '地址加 ?window=窗口号' },
    window: { name: '窗口叫号终端', who: '窗口人员呼叫、办理、流转', at: '工号登录，全键盘操作' },
    pad: { name: '评价器', who: '办事群众在窗口评价服务', at: '窗口平板' },
    phone: { name: '手机号票', who: '办事群众随时查看排队进度', at: '扫描号票上的二维码' },
    region: { name: '去哪里办', who: '看哪个大厅人少、能办什么、怎么去', at: '手机或电脑' },
    village: { name: '村级服务点', who: '一人一屏：取号、叫号、办理', at: '手机或平板' },
    admin: { name: '管理台', who: '导办员、大厅主管和管理员', at: '实况、报表、设备、设置' },
  },
  pair: '第一次使用？取号机、屏幕和评价器要先配对：登录管理台，在“设备”中登记，把得到的配对码输入设备即可。',
  toDevices: '登记设备',
  api: '接口文档',
  unknown: '暂时连不上服务器，页面仍可打开。',
} as const;
