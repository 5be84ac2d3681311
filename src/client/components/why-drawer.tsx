import { Code, Drawer, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './why-drawer.module.css';

export interface WhyFact {
  readonly label: string;
  /** Formatted, with its unit. */
  readonly value: ReactNode;
  /** Where it comes from, e.g. "52 weeks of Shopify UK sales to 14 Nov". */
  readonly source?: ReactNode;
}

export interface WhyStep {
  /** e.g. "Minimum order quantity". */
  readonly title: string;
  /** What it changed, e.g. "raised the order from 320 to 500". */
  readonly effect: ReactNode;
  /** e.g. "+£1,180". */
  readonly amount?: string;
}

export interface WhyProps {
  /** What is explained, e.g. "Order 500 × Red UK". */
  readonly title: string;
  /** The answer in one sentence. */
  readonly summary: ReactNode;
  readonly inputs: readonly WhyFact[];
  /** As a person would write it, e.g. "safety stock = z × σL = 2.05 × 128.1 = 263". */
  readonly formulas?: readonly string[];
  /** What each constraint changed, in order. */
  readonly steps?: readonly WhyStep[];
  readonly children?: ReactNode;
}

/** "Why?": inputs → formula → what each constraint changed → money, in a drawer. */
export function WhyDrawer(props: WhyProps & { readonly opened: boolean; readonly onClose: () => void }) {
  const { opened, onClose, title, summary, inputs, formulas = [], steps = [], children } = props;
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size="md" title={title}>
      <Stack gap="lg">
        <Text size="md">{summary}</Text>
        <section>
          <Title order={4} mb={6}>
            Inputs
          </Title>
          <dl className={classes.facts}>
            {inputs.map(fact => (
              <div key={fact.label} className={classes.fact}>
                <dt>
                  {fact.label}
                  {fact.source && <span className={classes.source}>{fact.source}</span>}
                </dt>
                <dd>{fact.value}</dd>
              </div>
            ))}
          </dl>
        </section>
        {formulas.length > 0 && (
          <section>
            <Title order={4} mb={6}>
              Formula
            </Title>
            <Stack gap={6}>
              {formulas.map(formula => (
                <Code key={formula} block className={classes.formula}>
                  {formula}
                </Code>
              ))}
            </Stack>
          </section>
        )}
        {steps.length > 0 && (
          <section>
            <Title order={4} mb={6}>
              What changed it
            </Title>
            <ol className={classes.steps}>
              {steps.map(step => (
                <li key={step.title}>
                  <div className={classes.step}>
                    <span>
                      <b>{step.title}</b> {step.effect}
                    </span>
                    {step.amount && <span className={classes.amount}>{step.amount}</span>}
                  </div>
                </li>
              ))}
            </ol>
          </section>
        )}
        {children}
      </Stack>
    </Drawer>
  );
}
