// Locks a SQLite file as another program would, until its input ends: node --import tsx lock-file.ts <file>
import SqliteDatabase from 'better-sqlite3';

const db = new SqliteDatabase(process.argv[2]);
db.exec('begin exclusive');
process.stdout.write('locked\n');
process.stdin.resume().on('end', () => {
  db.exec('rollback');
  db.close();
});
