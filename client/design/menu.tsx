/** Menus on react-aria-components: arrow keys, typing ahead, submenus, focus that returns. Never on the join page. */
import { type ReactNode, useId } from 'react'
import {
  Button as AriaButton,
  Dialog,
  DialogTrigger,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  type PopoverProps,
  Separator,
  SubmenuTrigger,
  Text,
} from 'react-aria-components'
import { type ButtonLook, buttonClass } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import styles from './menu.module.css'
import { onPhone, useMedia } from './use-media.ts'

interface TriggerProps extends ButtonLook {
  /** The accessible name, where the visible words do not say it all. */
  readonly label?: string
  /** Replaces the look of a button. */
  readonly className?: string | undefined
  readonly face: ReactNode
  readonly placement?: PopoverProps['placement']
  readonly onOpenChange?: (open: boolean) => void
  /** Sentences above the entries of a menu; they are read out with it. */
  readonly lead?: ReactNode
  readonly children: ReactNode
}

/** A button that opens a menu; `face` is what stands on it, `children` are its entries. */
export function MenuButton(props: TriggerProps) {
  const { label, className, face, placement = 'bottom end', onOpenChange, lead, children, ...look } = props
  const id = useId()
  return (
    <MenuTrigger {...(onOpenChange && { onOpenChange })}>
      <AriaButton aria-label={label} className={className ?? buttonClass(look)}>
        {face}
      </AriaButton>
      <Popover className={styles.popover ?? ''} placement={placement} offset={6}>
        {lead && (
          <div id={id} className={styles.lead}>
            {lead}
          </div>
        )}
        <Menu className={styles.menu ?? ''} aria-describedby={lead ? id : undefined}>
          {children}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** A line between entries of two kinds. */
export const MenuRule = () => <Separator className={styles.rule ?? ''} />

interface EntryProps {
  readonly name: string
  readonly icon?: IconName
  /** What it does, in a sentence below the name. */
  readonly hint?: string
  /** A key that does the same. */
  readonly shortcut?: string
  readonly onAction?: () => void
}

export const MenuEntry = ({ name, icon, hint, shortcut, onAction }: EntryProps) => (
  <MenuItem className={styles.entry ?? ''} textValue={name} onAction={onAction}>
    {icon && <Icon name={icon} />}
    <span className={styles.words}>
      <Text slot="label">{name}</Text>
      {hint && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
    </span>
    {shortcut && <kbd aria-hidden="true">{shortcut}</kbd>}
  </MenuItem>
)

interface CheckEntryProps {
  readonly name: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

/** An entry that is on or off by itself, and carries a tick while it is on. */
export const CheckEntry = ({ name, checked, onChange }: CheckEntryProps) => (
  <MenuSection
    aria-label={name}
    selectionMode="multiple"
    selectedKeys={checked ? [name] : []}
    onSelectionChange={() => onChange(!checked)}
    shouldCloseOnSelect
  >
    <MenuItem id={name} className={styles.entry ?? ''} textValue={name}>
      {({ isSelected }) => (
        <>
          <span className={styles.tick}>{isSelected && <Icon name="check" />}</span>
          <span>{name}</span>
        </>
      )}
    </MenuItem>
  </MenuSection>
)

/** An entry that opens a menu of its own: beside it, or over it on a phone, which has no room beside. */
export function Submenu({ name, icon, children }: EntryProps & { readonly children: ReactNode }) {
  const phone = useMedia(onPhone)
  const place = phone ? ({ placement: 'bottom end', offset: 0 } as const) : ({ offset: 2, crossOffset: -5 } as const)
  return (
    <SubmenuTrigger>
      <MenuItem className={styles.entry ?? ''} textValue={name}>
        {icon && <Icon name={icon} />}
        <span>{name}</span>
        <span className={styles.onward}>
          <Icon name="chevronEnd" />
        </span>
      </MenuItem>
      <Popover className={styles.popover ?? ''} {...place}>
        <Menu className={styles.menu ?? ''}>{children}</Menu>
      </Popover>
    </SubmenuTrigger>
  )
}

interface ChoiceEntriesProps<Value extends string> {
  readonly label: string
  readonly choices: readonly { readonly value: Value; readonly name: string }[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}

/** One of several within a menu; the chosen one carries a tick. */
export const ChoiceEntries = <Value extends string>({ label, choices, value, onChange }: ChoiceEntriesProps<Value>) => (
  <MenuSection
    aria-label={label}
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[value]}
    onSelectionChange={(keys) => {
      const chosen = choices.find((choice) => keys !== 'all' && keys.has(choice.value))
      if (chosen) onChange(chosen.value)
    }}
  >
    {choices.map((choice) => (
      <MenuItem key={choice.value} id={choice.value} className={styles.entry ?? ''} textValue={choice.name}>
        {({ isSelected }) => (
          <>
            <span className={styles.tick}>{isSelected && <Icon name="check" />}</span>
            <span>{choice.name}</span>
          </>
        )}
      </MenuItem>
    ))}
  </MenuSection>
)

/** A button that opens a small panel of text or controls beside it. */
export const PanelButton = ({
  label,
  className,
  face,
  placement = 'bottom start',
  children,
  ...look
}: Omit<TriggerProps, 'lead' | 'onOpenChange'>) => (
  <DialogTrigger>
    <AriaButton aria-label={label} className={className ?? buttonClass(look)}>
      {face}
    </AriaButton>
    <Popover className={styles.popover ?? ''} placement={placement} offset={6}>
      <Dialog className={styles.panel ?? ''} aria-label={label}>
        {children}
      </Dialog>
    </Popover>
  </DialogTrigger>
)
