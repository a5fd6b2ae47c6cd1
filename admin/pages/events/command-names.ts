import { events } from '../../texts/events.ts';
import { useTexts } from '../../texts/index.ts';

type Known = keyof (typeof events)['zh-Hans']['command'];
const isKnown = (command: string): command is Known =>
  Object.hasOwn(events['zh-Hans'].command, command);

/** The commands of the log in words; one that has none stands as it is. */
export function useCommandNames() {
  const { t } = useTexts();
  const commandNames = Object.keys(events['zh-Hans'].command).filter(isKnown);
  const commandName = (command: string): string =>
    isKnown(command) ? t(`events.command.${command}`) : command;
  return { commandName, commandNames };
}
