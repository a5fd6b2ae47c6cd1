import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { createServer } from 'node:net';
import { fail, type Finding, ok, say, warn, wordsOf } from './finding.ts';

const patienceMs = 3000;
const day = 24 * 60 * 60 * 1000;
/** So long before its end a certificate is told. */
const toldDays = 21;

interface Listening {
  readonly host: string;
  readonly port: number;
  readonly https: boolean;
}

/** Who has the port: this product, another program, or nobody. @returns whether the server runs */
export async function port(at: Listening): Promise<{ finding: Finding; runs: boolean }> {
  const host = ['0.0.0.0', '::', ''].includes(at.host) ? '127.0.0.1' : at.host;
  const address = `${host.includes(':') ? `[${host}]` : host}:${at.port}`;
  const answer = await ask(`${at.https ? 'https' : 'http'}://${address}/health/ready`, false);
  if (answer !== null && isOurs(answer.body)) {
    if (answer.status === 200) {
      const { warnings = [] } = answer.body as { warnings?: string[] };
      const finding =
        warnings.length === 0
          ? ok('port', say(`${address}，服务在运行`, `${address}, the server runs`))
          : warn(
              'port',
              say(
                `${address}，服务在运行，有警告：${warnings.join('、')}`,
                `${address}, the server runs with warnings: ${warnings.join(', ')}`,
              ),
              say('请看本报告的其他各行。', 'See the other lines.'),
            );
      return { finding, runs: true };
    }
    return {
      runs: true,
      finding: fail(
        'port',
        say(`${address}，服务在运行但不能办理`, `${address}, the server runs and can do nothing`),
        say('请看“数据库”和“磁盘”两行，再看日志。', 'See database and disk here, then the log.'),
      ),
    };
  }
  const why = await bindFault(at);
  if (why === null)
    return {
      runs: false,
      finding: ok(
        'port',
        say(`${address} 空闲，服务未运行`, `${address} is free, the server does not run`),
      ),
    };
  return {
    runs: false,
    finding:
      why === 'EACCES'
        ? fail(
            'port',
            say(`没有权限使用端口 ${at.port}`, `Port ${at.port} is not allowed to this user`),
            say(
              '请改用 1024 以上的端口，或在前面放代理。',
              'Use a port above 1024, or a proxy in front.',
            ),
          )
        : fail(
            'port',
            say(
              `端口 ${address} 被别的程序占用（${why}）`,
              `Another program has ${address} (${why})`,
            ),
            say(
              `请用 ss -ltnp 'sport = :${at.port}' 查出该程序，或改 PORT。`,
              `Find it with ss -ltnp 'sport = :${at.port}', or set another PORT.`,
            ),
          ),
  };
}

/** The address that phones and screens use: answers, and passes WebSockets. */
export async function publicAddress(
  publicUrl: string | undefined,
  runs: boolean,
  at: Listening,
): Promise<Finding> {
  if (publicUrl === undefined)
    return warn(
      'proxy',
      say(
        'PUBLIC_URL 未设置，二维码用打印时的访问地址',
        'PUBLIC_URL is not set: QR codes carry the address of the request',
      ),
      say(
        '请设为群众手机能打开的地址，例如 https://paihao.example.gov.cn。',
        'Set it to the address that phones can open, such as https://hall.example.',
      ),
    );
  const open = at.host === '127.0.0.1' || at.host === 'localhost';
  if (publicUrl.startsWith('http:') && !open)
    return warn(
      'proxy',
      say(`${publicUrl} 未加密`, `${publicUrl} is not encrypted`),
      say(
        '请设置 TLS_CERT 和 TLS_KEY，或在前面放 https 代理：否则密码在大厅网络里明文传输，窗口终端的小窗和串口键盘也不能用。',
        'Set TLS_CERT and TLS_KEY or put an https proxy in front: otherwise passwords cross the network in clear, and the small window and serial key boxes do not work.',
      ),
    );
  if (!runs)
    return ok(
      'proxy',
      say(`${publicUrl}，服务未运行，未测试`, `${publicUrl}, not tried: the server does not run`),
    );
  const base = publicUrl.replace(/\/$/, '');
  const answer = await ask(`${base}/health/live`, false);
  if (answer === null || !isOurs(answer.body))
    return warn(
      'proxy',
      say(
        `${publicUrl} 从本机打不开${answer === null ? '' : `（${answer.status}）`}`,
        `${publicUrl} does not answer from here${answer === null ? '' : ` (${answer.status})`}`,
      ),
      say(
        '请检查域名解析、代理和防火墙；样例见 ops/nginx.conf 和 ops/Caddyfile。',
        'Look at its name, the proxy and the firewall; ops/nginx.conf and ops/Caddyfile are examples.',
      ),
    );
  const live = await ask(`${base}/socket.io/?EIO=4&transport=websocket`, true);
  if (live?.status !== 101)
    return warn(
      'proxy',
      say(`${publicUrl} 不转发 WebSocket`, `${publicUrl} passes no WebSocket`),
      say(
        '请在代理中转发 Upgrade 头（见 ops/nginx.conf）；在此之前屏幕改用普通请求，稍慢。',
        'Let the proxy pass the Upgrade header (ops/nginx.conf); until then screens go by plain requests.',
      ),
    );
  return ok('proxy', say(`${publicUrl}，WebSocket 可用`, `${publicUrl}, with WebSockets`));
}

/** Until when the certificate holds. @param nowMs this machine's time */
export async function certificate(path: string, nowMs: number): Promise<Finding> {
  try {
    const { validTo, validFrom, subject } = new X509Certificate(await readFile(path));
    const name = subject.replaceAll('\n', ', ');
    const days = Math.floor((Date.parse(validTo) - nowMs) / day);
    const found = say(`${name}，还有 ${days} 天到期`, `${name}, ends in ${days} days`);
    const toDo = say(
      '请续期证书；替换文件后一分钟内自动生效，不必重启。',
      'Renew it; the new file is taken up within a minute, without a restart.',
    );
    if (Date.parse(validTo) <= nowMs)
      return fail('certificate', say(`${name}，已过期`, `${name}, has ended`), toDo);
    if (Date.parse(validFrom) > nowMs)
      return fail('certificate', say(`${name}，尚未生效`, `${name}, does not hold yet`), toDo);
    return days < toldDays ? warn('certificate', found, toDo) : ok('certificate', found);
  } catch (error) {
    return fail(
      'certificate',
      say(`${path} 读不出：${wordsOf(error)}`, `${path} cannot be read: ${wordsOf(error)}`),
      say(
        '请检查 TLS_CERT 的路径和文件权限。',
        'Look at the path in TLS_CERT and who may read the file.',
      ),
    );
  }
}

interface Heard {
  readonly status: number;
  readonly body: unknown;
}

/** One question; null: no answer. The certificate is looked at elsewhere. */
function ask(url: string, upgrade: boolean): Promise<Heard | null> {
  return new Promise((resolve) => {
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    const asked = send(url, {
      rejectUnauthorized: false,
      timeout: patienceMs,
      ...(upgrade
        ? {
            headers: {
              connection: 'Upgrade',
              upgrade: 'websocket',
              'sec-websocket-version': '13',
              'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
            },
          }
        : {}),
    });
    asked.once('error', () => resolve(null));
    asked.once('timeout', () => asked.destroy());
    asked.once('close', () => resolve(null));
    asked.once('upgrade', (answer, line) => {
      line.destroy();
      resolve({ status: answer.statusCode ?? 0, body: null });
    });
    asked.once('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text = (text + part).slice(0, 4096);
      });
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body: jsonOf(text) }));
    });
    asked.end();
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isOurs(body: unknown): boolean {
  const { status, code } = (body ?? {}) as { status?: unknown; code?: unknown };
  return status === 'ready' || status === 'live' || typeof code === 'string';
}

/** Why the port cannot be had; null: it can. */
function bindFault({ host, port: number }: Listening): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve((error as NodeJS.ErrnoException).code ?? 'error'));
    server.listen(number, host, () => server.close(() => resolve(null)));
  });
}
