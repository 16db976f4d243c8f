import { wordsWith } from '.'

const zh = {
  start: '开始说话',
  stop: '说完了',
  going: (seconds: number, most: number) => `正在录音，已说${seconds}秒，最长${most}秒。`,
  remove: '删除录音',
  play: (seconds: number) => `听录音（${seconds}秒）`,
  stopPlaying: '停止播放',
  refused: '没有开启麦克风。您可以改为写字。',
  failed: '录音没有传上，请再试一次',
}
const en: typeof zh = {
  start: 'Start talking',
  stop: 'Done',
  going: (seconds, most) => `Recording: ${seconds} of at most ${most} seconds.`,
  remove: 'Remove the recording',
  play: (seconds) => `Listen (${seconds} s)`,
  stopPlaying: 'Stop',
  refused: 'The microphone is off. You can write instead.',
  failed: 'The recording was not sent, please try again',
}
/** The words of recordings; the main package does not carry them. */
export const useRecordingWords = wordsWith({ recording: { 'zh-CN': zh, en } })
