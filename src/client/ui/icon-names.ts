// Made by config/icons.mjs.
export type IconName = 'alert' | 'back' | 'building' | 'calendar' | 'camera' | 'cases' | 'check' | 'clock' | 'close' | 'done' | 'edit' | 'flag' | 'home' | 'info' | 'letter' | 'list' | 'map' | 'message' | 'next' | 'person' | 'persons' | 'phone' | 'pin' | 'place' | 'plus' | 'route' | 'scan' | 'search' | 'send' | 'settings' | 'speak' | 'stop' | 'text' | 'trash'
