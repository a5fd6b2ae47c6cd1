import { api } from '../../shared/ui/http.ts';
import { screenFacts } from '../../shared/ui/screen-facts.ts';

/** How the sound of this screen is, as the console shows it. */
export interface AudioHealth {
  readonly audio: 'ok' | 'blocked' | 'failed';
  readonly detail: string | null;
  /** Visitors hear nothing; false where only a second language or a clip is missing. */
  readonly silent: boolean;
}

/**
 * Tells the server how the sound is, once per change, again when the line is back, and as a sign of
 * life; a screen without a voice says no more than that it is up.
 */
export class HealthReport {
  private told: string | null = null;
  private wanted: AudioHealth | 'no voice' | null = null;
  private busy = false;
  private readonly isDark: () => boolean;

  /** @param isDark whether the screen is black now, outside its times */
  constructor(isDark: () => boolean) {
    this.isDark = isDark;
  }

  set(health: AudioHealth | 'no voice'): void {
    this.wanted = health;
    void this.tell();
  }

  /** The server may have been restarted: it hears it anew. */
  again(): void {
    this.told = null;
    void this.tell();
  }

  private async tell(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (;;) {
        const health = this.wanted;
        if (health === null || JSON.stringify(health) === this.told) return;
        const dark = this.isDark() ? ({ dark: true } as const) : {};
        const body = { ...soundOf(health), online: true, screen: { ...screenFacts(), ...dark } };
        await api.post('/api/devices/health', { body });
        this.told = JSON.stringify(health);
      }
    } catch {
      // Said again when the connection is back.
    } finally {
      this.busy = false;
    }
  }
}

function soundOf(health: AudioHealth | 'no voice'): object {
  if (health === 'no voice') return {};
  const detail = health.detail === null ? {} : { detail: health.detail.slice(0, 200) };
  return { audio: health.audio, ...detail };
}
