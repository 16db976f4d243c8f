/** WeChat gives a mini-program no voice of its own, only that of a plugin which sends the words away; its screen reader reads the page. */
export const useCanSpeak = (): boolean => false

export const speak = (_words: string, onEnd: () => void): void => onEnd()

export const stopSpeaking = (): void => {}
