import { Refusal } from './refusal.ts';

/** Why the server cannot listen where it is told to, in a sentence; null: it is something else. */
export function listenRefusal(
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): Refusal | null {
  const { code } = error as { code?: unknown };
  const cause = error;
  const at = `${host}:${port}`;
  if (code === 'EADDRINUSE')
    return new Refusal('settings', {
      chinese: `${at} 已被另一个程序占用：请停止它，或另设 PORT。`,
      english: `${at} is in use by another program: end it, or set another PORT.`,
      cause,
    });
  if (code === 'EACCES')
    return new Refusal('settings', {
      chinese: `没有权限使用端口 ${port}：1024 以下的端口需要额外授权（见 docs/operations.zh-CN.md，“https”），或另设 PORT。`,
      english: `Port ${port} may not be used: one under 1024 needs a right of its own (docs/operations.md, "https"), or set another PORT.`,
      cause,
    });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EINVAL')
    return new Refusal('settings', {
      chinese: `本机没有地址 ${host}：请把 HOST 设为 0.0.0.0（所有网卡）、127.0.0.1（仅本机）或本机的一个地址。`,
      english: `This machine has no address ${host}: set HOST to 0.0.0.0 (all), 127.0.0.1 (this machine only) or one of its own.`,
      cause,
    });
  return null;
}
