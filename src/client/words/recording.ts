import { wordsWith } from '.'

const zh = {
  start: '按住说话',
  how: '按住说，说完松手；也可以点一下开始，说完再点一下。',
  stop: '说完了，点这里',
  letGo: '松手就说完，往上滑取消',
  letGoToCancel: '松手取消',
  cancel: '取消这次录音',
  again: '删掉重说',
  going: (seconds: number, most: number) => `正在录音，已说${seconds}秒，最长${most}秒。`,
  play: (seconds: number) => `听录音（${seconds}秒）`,
  stopPlaying: '停止播放',
  refused: '没有开启麦克风。您可以改为写字。',
  failed: '录音没有传上，请再试一次',
}
const en: typeof zh = {
  start: 'Hold to speak',
  how: 'Hold while you speak and let go when done; or tap to start, and tap again when done.',
  stop: 'Done, tap here',
  letGo: 'Let go when done, slide up to cancel',
  letGoToCancel: 'Let go to cancel',
  cancel: 'Cancel this recording',
  again: 'Delete and say it again',
  going: (seconds, most) => `Recording: ${seconds} of at most ${most} seconds.`,
  play: (seconds) => `Listen (${seconds} s)`,
  stopPlaying: 'Stop',
  refused: 'The microphone is off. You can write instead.',
  failed: 'The recording was not sent, please try again',
}
/** The words of recordings; the main package does not carry them. */
export const useRecordingWords = wordsWith({ recording: { 'zh-CN': zh, en } })
