import { userInfo } from 'node:os';
import { Problem } from '../../shared/errors.ts';
import { isStorageDamaged } from '../db/faults.ts';
import { ownCommand } from '../own-command.ts';
import { Refusal } from '../refusal.ts';

/**
 * Why the data cannot be used, in a sentence for whoever runs the machine; null: it is something else,
 * for whoever wrote the product.
 *
 * @param place the file or folder of the data
 */
export function storageRefusal(error: unknown, place: string): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof Problem && error.cause !== undefined)
    return storageRefusal(error.cause, place);
  const { code, message } = error as { code?: unknown; message?: unknown };
  const cause = error;
  if (typeof code !== 'string') return null;
  if (isStorageDamaged(error)) return damaged(place, String(message));
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(code))
    return new Refusal('disk', {
      chinese: `磁盘已满，无法使用 ${place}：请清理出空间（例如删除旧文件）后再启动，已有的数据没有丢失。`,
      english: `The disk is full, so ${place} cannot be used: make room on it and start again; nothing that was stored is lost.`,
      cause,
    });
  if (/^(SQLITE_(READONLY|CANTOPEN)|EROFS|EACCES|EPERM)/.test(code)) {
    // What the system names is nearer than what was meant.
    const { path = place } = error as { path?: string };
    const { username } = userInfo();
    const system = code.startsWith('E') ? code : 'SQLite';
    return new Refusal('disk', {
      chinese: `运行本程序的用户（${username}）不能读写 ${path}（${system}）：请检查它和所在文件夹是否属于该用户（chown ${username}: …）、磁盘是否为只读，服务单元是否允许写入那里（ReadWritePaths），改正后再启动。`,
      english: `${path} cannot be read or written by the user who runs this program (${username}; ${system}): see whether it and its folder are this user's (chown ${username}: …), whether the disk is read-only, and whether the service may write there (ReadWritePaths), and start again.`,
      cause,
    });
  }
  if (/^(SQLITE_IOERR|EIO)/.test(code))
    return new Refusal('disk', {
      chinese: `读写 ${place} 时磁盘出错（${code}）：请检查或更换磁盘，再用 ${ownCommand('restore')} 恢复最近的备份。`,
      english: `The disk failed while ${place} was read or written (${code}): check or replace it, and restore the newest backup with ${ownCommand('restore')}.`,
      cause,
    });
  if (code.startsWith('SQLITE_BUSY'))
    return new Refusal('disk', {
      chinese: `另一个程序锁住了 ${place}：请关闭它再启动。`,
      english: `Another program has locked ${place}: end it and start again.`,
      cause,
    });
  return null;
}

export function damaged(place: string, what: string): Refusal {
  return new Refusal('damaged', {
    chinese: `数据文件 ${place} 已损坏（${what}）：请用 ${ownCommand('restore', '备份文件')} 恢复最近的备份，损坏的文件会保留在旁边。`,
    english: `The data in ${place} are damaged (${what}): restore the newest backup with ${ownCommand('restore', 'FILE')}; the damaged file is kept beside it.`,
  });
}

export function newer(schema: string): Refusal {
  return new Refusal('data', {
    chinese: `数据属于更新的版本（${schema}），本版本不能使用：请安装该版本，或用 ${ownCommand('restore')} 恢复升级前的备份。`,
    english: `The data are of a newer version (${schema}) than this program: install that version, or restore the backup that was made before the update with ${ownCommand('restore')}.`,
  });
}

export function postgresAway(seconds: number, error: unknown): Refusal {
  const { message } = error as { message?: unknown };
  return new Refusal('away', {
    chinese: `等了 ${seconds} 秒，PostgreSQL 仍连接不上（${String(message)}）：请确认它已启动，DATABASE_URL 写得正确，再启动本程序。`,
    english: `PostgreSQL did not answer for ${seconds} seconds (${String(message)}): see that it runs and that DATABASE_URL is right, and start again.`,
    cause: error,
  });
}
