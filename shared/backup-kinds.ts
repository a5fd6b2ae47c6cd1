/** Why a backup was made: the clock, a person, or an update of the product that changes the data. */
export const backupKinds = ['hourly', 'asked', 'update'] as const;
export type BackupKind = (typeof backupKinds)[number];
