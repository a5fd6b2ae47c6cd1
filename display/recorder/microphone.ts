import { onScopeDispose, ref } from 'vue';
import { mostSeconds } from './sound.ts';

/** The microphone, one recording at a time. `take` ends with what was recorded. */
export function useMicrophone() {
  const recording = ref(false);
  let stream: MediaStream | null = null;
  let recorder: MediaRecorder | null = null;

  const stop = (): void => {
    if (recorder?.state === 'recording') recorder.stop();
  };
  onScopeDispose(() => {
    stop();
    stream?.getTracks().forEach((track) => {
      track.stop();
    });
  });

  /** Records until `stop`, at most so long as a clip may be. Throws where there is no microphone. */
  const take = async (): Promise<ArrayBuffer> => {
    stream ??= await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: false, autoGainControl: false, noiseSuppression: true },
    });
    const parts: Blob[] = [];
    const active = new MediaRecorder(stream);
    recorder = active;
    const ended = new Promise<void>((resolve, reject) => {
      active.onstop = () => {
        resolve();
      };
      active.onerror = () => {
        reject(new Error('the recording failed'));
      };
    });
    active.ondataavailable = ({ data }) => parts.push(data);
    const timer = setTimeout(stop, (mostSeconds + 2) * 1000);
    try {
      active.start();
      recording.value = true;
      await ended;
    } finally {
      clearTimeout(timer);
      recording.value = false;
    }
    return new Blob(parts).arrayBuffer();
  };
  return { recording, take, stop };
}
