import { area } from './area.ts';

export const help = area(
  {
    title: '请人帮忙',
    rings: '{device} 请人帮忙',
    since: '已等 {time}',
    take: '我去',
    silent: '浏览器没有放开声音，点这里打开铃声',
  },
  {
    title: '請人幫忙',
    rings: '{device} 請人幫忙',
    since: '已等 {time}',
    take: '我去',
    silent: '瀏覽器沒有放開聲音，點這裡打開鈴聲',
  },
  {
    title: 'Help wanted',
    rings: '{device}: a visitor asks for help',
    since: 'for {time}',
    take: 'I go',
    silent: 'The browser keeps the bell silent. Turn it on',
  },
);
