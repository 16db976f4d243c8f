import type { Input } from '../../contract'
import type { ConsentKind } from '../../domain/assistance'
import type { Photo } from '../lib/photos'
import type { Recording } from '../lib/recorder'
import { Choice } from '../ui/choice'
import { FieldError } from '../ui/field'
import { PhotoField } from '../ui/photo-field'
import { RecordingField } from '../ui/recording'
import { useAssistanceWords } from '../words/assistance'

export interface ConsentDraft {
  consent: ConsentKind
  consentPhotos: Photo[]
  consentRecording: Recording | null
}
export const emptyConsent: ConsentDraft = { consent: 'spoken', consentPhotos: [], consentRecording: null }

/** As the contract takes it; what is missing is refused there. */
export function consentInput(kind: ConsentKind, { consentPhotos, consentRecording }: ConsentDraft): Input<'concern.file'>['consent'] {
  if (kind === 'paper') return { kind, photoIds: consentPhotos.map(({ id }) => id) }
  if (kind === 'spoken') return { kind, recordingId: consentRecording?.id ?? '' }
  return { kind }
}

/** How the person agreed: signed, spoken, or by their own letter. */
export function ConsentFields({
  kinds,
  kind,
  draft,
  change,
  errorAt,
}: {
  kinds: readonly ConsentKind[]
  kind: ConsentKind
  draft: ConsentDraft
  change: (part: Partial<ConsentDraft>) => void
  errorAt: (path: string) => string | null
}) {
  const { assistance } = useAssistanceWords()
  const error = errorAt('consent')
  return (
    <>
      <Choice
        name="consent"
        label={assistance.consent}
        hint={assistance.consentHint}
        options={kinds.map((value) => ({ value, label: assistance.consents[value] }))}
        value={kind}
        onChoose={(consent) => change({ consent })}
      />
      {kind === 'paper' && (
        <PhotoField
          name="consent-photoIds"
          max={3}
          isNeeded
          label={assistance.consentPhoto}
          photos={draft.consentPhotos}
          onChange={(consentPhotos) => change({ consentPhotos })}
        />
      )}
      {kind === 'spoken' && (
        <RecordingField
          name="consent-recordingId"
          isNeeded
          label={assistance.consentRecording}
          recording={draft.consentRecording}
          onChange={(consentRecording) => change({ consentRecording })}
        />
      )}
      {error && <FieldError words={error} />}
    </>
  )
}
