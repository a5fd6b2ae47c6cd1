import { readFileSync, statSync } from 'node:fs';
import type { RequestListener, Server, ServerOptions } from 'node:http';
import { createServer, type Server as TlsServer } from 'node:https';
import { userInfo } from 'node:os';
import { createSecureContext } from 'node:tls';
import { Refusal } from './refusal.ts';

/** Where the certificate with its chain and its key are, as PEM. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/** There is no https with these files: the server does not start. */
export class UnusableCertificate extends Refusal {
  constructor({ cert, key }: TlsFiles, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const { username } = userInfo();
    super('settings', {
      chinese: `TLS_CERT ${cert} 和 TLS_KEY ${key} 不能使用：${why}。请改正（运行本程序的用户 ${username} 要能读这两个文件），或两个都不设，改用 http。`,
      english: `TLS_CERT ${cert} and TLS_KEY ${key} cannot be used: ${why}. Correct them (the user who runs this program, ${username}, has to be able to read both), or leave both out for http.`,
      cause,
    });
    this.name = 'UnusableCertificate';
  }
}

/** How often the files are looked at: a renewed certificate is used without a restart. */
const lookAgainMs = 30_000;

/**
 * https by files. A certificate that is renewed is taken up without a restart, for whoever connects
 * from then on; one that cannot be read or does not fit its key is said, and the old one stays.
 */
export class Tls {
  private readonly files: TlsFiles;
  private readonly say: (error: unknown) => void;
  private readonly servers = new Set<TlsServer>();
  private used: { cert: Buffer; key: Buffer };
  private seen: string;
  private readonly timer: NodeJS.Timeout;

  /**
   * @param say hears why a renewed certificate is not used
   * @throws Error where the files cannot be read or do not fit each other
   */
  constructor(files: TlsFiles, say: (error: unknown) => void) {
    this.files = files;
    this.say = say;
    this.seen = this.stamp();
    try {
      this.used = this.read();
    } catch (error) {
      throw new UnusableCertificate(files, error);
    }
    this.timer = setInterval(() => {
      if (this.stamp() !== this.seen) this.renew();
    }, lookAgainMs);
    this.timer.unref();
  }

  /** A server that speaks HTTP/1.1 over TLS. */
  serve(options: ServerOptions, handler: RequestListener): Server {
    const server = createServer({ ...options, ...this.used, minVersion: 'TLSv1.2' }, handler);
    this.servers.add(server);
    return server;
  }

  /** Reads the files again, now. @returns whether they are used */
  renew(): boolean {
    this.seen = this.stamp();
    try {
      this.used = this.read();
      for (const server of this.servers) server.setSecureContext(this.used);
      return true;
    } catch (error) {
      this.say(error);
      return false;
    }
  }

  close(): void {
    clearInterval(this.timer);
  }

  private read(): { cert: Buffer; key: Buffer } {
    const pair = { cert: readFileSync(this.files.cert), key: readFileSync(this.files.key) };
    createSecureContext(pair);
    return pair;
  }

  private stamp(): string {
    const of = (path: string): string => {
      try {
        const { mtimeMs, ino, size } = statSync(path);
        return `${mtimeMs} ${ino} ${size}`;
      } catch {
        // In between, while it is replaced.
        return 'away';
      }
    };
    return `${of(this.files.cert)} ${of(this.files.key)}`;
  }
}
