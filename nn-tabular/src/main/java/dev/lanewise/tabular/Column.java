package dev.lanewise.tabular;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The column that a component of a record stands for, if it is called otherwise, as columns whose
 * names have spaces must be: {@code record Flower(@Column("petal length") double petalLength)}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Column {
  /** The name of the column. */
  String value();
}
